package dev.mutirao.executor.expression;

/// A step that chooses rows. Thread-safe.
interface Filter {
  /// Writes those of `rows` on which the predicate is true to `selected`, ascending, and gives
  /// their count. `selected` may be the very array behind `rows`.
  int select(Evaluation evaluation, Rows rows, int[] selected);
}
