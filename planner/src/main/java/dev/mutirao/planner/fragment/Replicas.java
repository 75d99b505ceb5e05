package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.PlanNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Lets every executor read small tables for itself where each needs all of their rows.
///
/// ```
/// HashJoin                                HashJoin
///   Scan orders                             Scan orders
///   Receive from fragment 1        ->       Scan nation, whole on each
/// Fragment 1, sends everything to all
///   Scan nation
/// ```
///
/// To send rows costs some milliseconds, however few they are: each executor opens a stream to each
/// other one. Reading 10,000 rows of Parquet takes a tenth of that. Used by one thread, for one
/// query.
final class Replicas {
  private double most;
  private final IntFunction<Partitioning> partitionings;
  private final Map<Integer, Double> tableRows = new HashMap<>();

  /// @param most up to how many rows the tables may have together
  /// @param partitionings of the fragments that are complete, by number
  Replicas(double most, IntFunction<Partitioning> partitionings) {
    this.most = most;
    this.partitionings = partitionings;
  }

  /// Refuses whatever comes: where functions of users are called, a row computed twice may be much
  /// work, or have another value.
  void refuseAll() {
    most = -1;
  }

  /// Takes note of a scan of a table of which it is known how many rows it has.
  void scanned(int scanId, long rows) {
    tableRows.put(scanId, (double) rows);
  }

  /// A tree that gives all rows of `node` on each executor that runs it; empty where it cannot, or
  /// where the tables are too large. What comes out must not depend on how rows are shared out or
  /// in which order they come, and each row must cost little: joins by conditions other than
  /// equality are seldom worth doing twice.
  Optional<PlanNode> of(PlanNode node) {
    return rows(node) <= most ? Optional.of(byEach(node)) : Optional.empty();
  }

  /// Rows of the tables below; infinite where something else is.
  private double rows(PlanNode node) {
    return switch (node) {
      case PlanNode.Scan scan ->
          scan.request().limit().isEmpty()
              ? tableRows.getOrDefault(scan.scanId(), Double.POSITIVE_INFINITY)
              : Double.POSITIVE_INFINITY;
      case PlanNode.Values values -> values.rows().size();
      case PlanNode.Filter filter -> rows(filter.input());
      case PlanNode.Project project -> rows(project.input());
      case PlanNode.HashJoin join -> rows(join.left()) + rows(join.right());
      case PlanNode.RemoteSource source ->
          partitionings.apply(source.fragment()) instanceof Partitioning.Broadcast
              ? 0
              : Double.POSITIVE_INFINITY;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private static PlanNode byEach(PlanNode node) {
    return switch (node) {
      case PlanNode.Scan scan -> scan.byEach();
      case PlanNode.Filter(var input, var predicate) ->
          new PlanNode.Filter(byEach(input), predicate);
      case PlanNode.Project(var input, var expressions, var output) ->
          new PlanNode.Project(byEach(input), expressions, output);
      case PlanNode.HashJoin join ->
          new PlanNode.HashJoin(
              byEach(join.left()),
              byEach(join.right()),
              join.kind(),
              join.leftKeys(),
              join.rightKeys(),
              join.residual(),
              join.keyFilters());
      default -> node;
    };
  }
}
