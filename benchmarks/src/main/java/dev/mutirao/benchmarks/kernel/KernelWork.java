package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;

/// A kernel and what it works on. Making one compares what the kernel gives with what plain Java
/// gives, and throws an `IllegalStateException` where they differ. For one thread.
interface KernelWork extends AutoCloseable {
  /// Works on [Batch#TARGET_ROWS] rows.
  ///
  /// @return how many rows there are of the result
  int run();

  @Override
  void close();

  /// Complains unless a kernel gave what it should.
  static void check(Object place, Object given, Object expected) {
    if (!given.equals(expected)) {
      throw new IllegalStateException(place + ": " + given + ", expected " + expected);
    }
  }
}
