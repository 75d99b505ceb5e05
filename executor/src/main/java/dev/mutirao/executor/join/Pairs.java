package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;

/// The candidate pairs of one probe batch after the other; one thread's.
interface Pairs extends AutoCloseable {
  /// Begins with a batch, which must stay open while pairs are asked for.
  void start(Batch probe);

  /// Puts the next pairs into `rows` (of the batch) and `ids` (of kept rows, or none for a row that
  /// comes out unmatched); returns how many, 0 at the end. Rows for which `settled` is true may be
  /// left out.
  int next(int[] rows, int[] ids, boolean[] settled);

  /// Sets `matched[row]` for every row of the batch that has a candidate. Instead of {@link #next}.
  void markMatched(boolean[] matched);

  /// Marks the kept rows that are candidates, of rows with equal keys only the first. Instead of
  /// {@link #next}.
  void markRight();

  @Override
  default void close() {}
}
