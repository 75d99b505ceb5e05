package dev.mutirao.planner.fragment;

/// What decides how a plan is spread.
///
/// @param executors how many take part
/// @param broadcastRows up to how many rows a join's build side is sent to every executor in any
///   case
/// @param replicatedRows up to how many rows the tables of a build side have that every executor
///   reads for itself
public record DistributionSettings(int executors, double broadcastRows, double replicatedRows) {
  /// Larger build sides than so many times `broadcastRows` are never sent to every executor, whose
  /// memory each of them would take.
  private static final double LARGEST_BROADCAST = 40;

  /// How many probing rows there must be for each key that an executor is sent. A key is sent,
  /// received and put into a table, some 75 ns; a row that is not moved saves some 50 ns, but it is
  /// not known how many find no partner.
  private static final double LEAST_REDUCTION = 4;

  public DistributionSettings {
    if (executors < 1) {
      throw new IllegalArgumentException("a query runs on at least one executor");
    }
  }

  /// Whether sending a join's build side to every executor costs no more than spreading both sides
  /// by their keys, counted in rows that the busiest executor sends, receives and builds a table
  /// from: each takes some 20 to 30 ns.
  ///
  /// @param built rows of the build side
  /// @param probeMoved rows of the probe side that spreading moves
  /// @param buildMoved rows of the build side that spreading moves
  boolean broadcastPays(double built, double probeMoved, double buildMoved) {
    if (built <= broadcastRows) {
      return true;
    }
    double elsewhere = 1 - 1.0 / executors;
    double broadcast = 2 * built * elsewhere + built;
    double spread = 2 * (probeMoved + buildMoved) / executors * elsewhere + built / executors;
    return built <= LARGEST_BROADCAST * broadcastRows && broadcast <= spread;
  }

  /// Whether sending the keys of a join's build side to every executor, where they drop probing
  /// rows, is likely to cost less than spreading those rows does.
  ///
  /// @param built rows of the build side
  /// @param probing rows of the probe side
  boolean reductionPays(double built, double probing) {
    return built <= LARGEST_BROADCAST * broadcastRows
        && built * executors * LEAST_REDUCTION <= probing;
  }
}
