package dev.mutirao.executor.pipeline;

import dev.mutirao.connectors.batch.Batch;

/// A streaming step of a pipeline; one instance per thread, used by one thread at a time. What
/// instances share (a join's table) belongs to the {@link OperatorFactory}.
public interface Operator extends AutoCloseable {
  /// Takes one batch over and gives any number of batches.
  void push(Batch batch, Output output);

  /// The input of this thread has ended; gives what is left.
  default void finish(Output output) {}

  /// False once more input cannot change the output.
  default boolean wantsMore() {
    return true;
  }

  /// Releases what the operator holds, also after a failure in the middle. Called exactly once.
  @Override
  default void close() {}
}
