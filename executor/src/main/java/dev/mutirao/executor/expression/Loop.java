package dev.mutirao.executor.expression;

/// Runs a composed handle over the rows of a batch.
interface Loop {
  /// Computes the rows 0 to before `rows`.
  void all(Frame frame, Result result, int rows);

  /// Computes some rows, ascending.
  void some(Frame frame, Result result, int[] rows, int count);

  /// As a loop, of a predicate: writes the rows on which it is true to `selected` (which may be
  /// `rows`) and gives their count.
  interface Selecting {
    int all(Frame frame, int rows, int[] selected);

    int some(Frame frame, int[] rows, int count, int[] selected);
  }

  /// As a loop, of methods that give nothing.
  interface Calling {
    /// Calls the rows `from` to before `to`.
    void range(Frame frame, int from, int to);

    void some(Frame frame, int[] rows, int count);
  }
}
