package dev.mutirao.executor.pipeline;

/// Makes the instances of an operator and owns what they share.
public interface OperatorFactory extends AutoCloseable {
  /// A new instance for one thread. All instances of a pipeline are opened before the first batch
  /// is pushed, so a factory knows who is the last to finish.
  Operator open();

  /// Releases what the instances shared, after all of them are closed. Called exactly once.
  @Override
  default void close() {}
}
