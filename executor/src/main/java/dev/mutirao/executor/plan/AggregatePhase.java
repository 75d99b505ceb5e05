package dev.mutirao.executor.plan;

/// Which part of an aggregation a node does.
public enum AggregatePhase {
  /// Rows in, results out. Its input has all rows of each group.
  SINGLE,
  /// Rows in, group keys and partial states out. Groups may come out more than once.
  PARTIAL,
  /// Group keys and partial states in, the same out, fewer of them. Groups may come out more than
  /// once.
  INTERMEDIATE,
  /// Group keys and partial states in, results out. Its input has all states of each group.
  FINAL;

  /// Whether the input is partial states rather than rows.
  public boolean takesStates() {
    return this == INTERMEDIATE || this == FINAL;
  }

  /// Whether partial states come out rather than results.
  public boolean givesStates() {
    return this == PARTIAL || this == INTERMEDIATE;
  }
}
