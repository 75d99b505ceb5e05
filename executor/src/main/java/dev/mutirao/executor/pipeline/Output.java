package dev.mutirao.executor.pipeline;

import dev.mutirao.connectors.batch.Batch;

/// Where an operator puts what it makes.
public interface Output {
  /// Takes the batch over; empty batches are allowed and dropped.
  void accept(Batch batch);

  /// False once nobody downstream wants rows any more (a limit is reached): an operator in the
  /// middle of a large expansion stops.
  boolean wantsMore();
}
