package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import java.util.concurrent.CompletableFuture;

/// The output of one task: one bounded queue of batches per consumer. Thread-safe.
///
/// States of each queue: open, then finished (the producer said so and the queue drains), failed or
/// abandoned (its consumer wants no more: batches offered to it are closed at once).
public interface OutputBuffers extends AutoCloseable {
  int consumers();

  /// Takes the batch over and puts it into the queue of `consumer`, beyond the bound too.
  void offer(int consumer, Batch batch);

  /// Complete while every queue is below its bound.
  CompletableFuture<?> writable();

  /// Whether every consumer has abandoned its queue.
  boolean abandoned();

  /// No more batches will come.
  void finish();

  /// The task failed: consumers get this error instead of the rest.
  void fail(Throwable cause);

  /// The reading end of the queue of `consumer`; may be opened once per attempt of the consumer.
  BatchStream read(int consumer);

  /// Closes what is still queued.
  @Override
  void close();
}
