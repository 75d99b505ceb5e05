package dev.mutirao.executor.plan;

/// On how many executors a fragment runs.
public enum Placement {
  /// One task on every executor that takes part in the query.
  EVERY_EXECUTOR,
  /// One task in all.
  ONE_EXECUTOR
}
