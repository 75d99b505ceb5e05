package dev.mutirao.executor.plan;

/// One end of a {@link WindowFrame}, as seen from the current row.
public sealed interface FrameBound {
  /// The first row of the partition.
  record UnboundedPreceding() implements FrameBound {}

  /// The last row of the partition.
  record UnboundedFollowing() implements FrameBound {}

  /// The current row; in RANGE and GROUPS with its peers, the rows that tie with it.
  record CurrentRow() implements FrameBound {}

  /// So many rows (ROWS) or groups of peers (GROUPS) after the current one, or before it when
  /// negative.
  record Rows(long distance) implements FrameBound {}

  /// In RANGE, the farthest value that still belongs: the first row of the frame is the first whose
  /// `key` is not before `bound` of the current row, the last one the last whose `key` is not after
  /// it. Both are input columns of one type, `key` in the order of the only sort key. A row whose
  /// `key` is NULL has the rows like it as its frame, and is in no other row's.
  record Value(int key, int bound) implements FrameBound {}
}
