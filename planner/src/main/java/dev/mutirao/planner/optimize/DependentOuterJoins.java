package dev.mutirao.planner.optimize;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;

/// Finds outer joins inside subqueries that depend on the row around them. Calcite's decorrelation
/// by keys reads the outer value from a column of the subquery that equals it, which may be one of
/// the side that an outer join fills with NULL: the rows without a match then belong to no outer
/// row.
final class DependentOuterJoins {
  private DependentOuterJoins() {}

  static boolean areIn(RelNode tree) {
    return (tree instanceof Correlate correlate
            && hasDependentOuterJoin(correlate.getRight(), correlate))
        || tree.getInputs().stream().anyMatch(DependentOuterJoins::areIn);
  }

  private static boolean hasDependentOuterJoin(RelNode node, Correlate correlate) {
    return (isOuter(node)
            && RelOptUtil.getVariablesUsed(node).contains(correlate.getCorrelationId()))
        || node.getInputs().stream().anyMatch(input -> hasDependentOuterJoin(input, correlate));
  }

  private static boolean isOuter(RelNode node) {
    return switch (node) {
      case Join join -> join.getJoinType().isOuterJoin();
      case Correlate correlate -> correlate.getJoinType().isOuterJoin();
      default -> false;
    };
  }
}
