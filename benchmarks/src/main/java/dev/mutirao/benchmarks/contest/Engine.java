package dev.mutirao.benchmarks.contest;

/// Who takes part. The first one's answers are taken as right, and its times are what others are
/// compared with.
public enum Engine {
  DUCKDB("DuckDB"),

  /// Mutirão in the process that asks.
  EMBEDDED("embedded"),

  /// Mutirão as a local cluster of executors with one thread each.
  CLUSTER("cluster");

  private final String title;

  Engine(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
