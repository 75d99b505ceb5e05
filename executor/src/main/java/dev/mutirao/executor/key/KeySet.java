package dev.mutirao.executor.key;

import dev.mutirao.connectors.batch.Column;

/// The values of a key column that a join keeps, without NULL; it may hold others too. Read by many
/// threads, each through a {@link Probe} of its own.
sealed interface KeySet extends AutoCloseable permits KeyBitmap, KeyBloom, NoKeys {
  /// A way for one thread to ask for values.
  Probe open();

  @Override
  void close();

  /// One thread's questions.
  interface Probe extends AutoCloseable {
    /// Writes the numbers of the rows whose value may be in the set, ascending, to the start of
    /// `picked` and gives their count. NULL never is.
    int pick(Column values, int[] picked);

    @Override
    default void close() {}
  }
}
