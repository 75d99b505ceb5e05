package dev.mutirao.planner.fragment;

/// What decides how a plan is spread.
///
/// @param executors how many take part
/// @param broadcastRows up to how many rows a join's build side is sent to every executor
public record DistributionSettings(int executors, double broadcastRows) {
  public DistributionSettings {
    if (executors < 1) {
      throw new IllegalArgumentException("a query runs on at least one executor");
    }
  }
}
