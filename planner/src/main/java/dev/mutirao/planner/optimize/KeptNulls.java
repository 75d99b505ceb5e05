package dev.mutirao.planner.optimize;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;

/// Finds subqueries that Calcite would join with `=` where outer columns can be NULL. It does so
/// where the condition of a join inside the subquery is never true for NULL, also that of an outer
/// join, which keeps such rows all the same.
final class KeptNulls {
  private KeptNulls() {}

  /// Whether a subquery with an outer join inside depends on a column that can be NULL.
  static boolean isAtRisk(RelNode tree) {
    return (tree instanceof Correlate correlate
            && dependsOnNullable(correlate)
            && hasDependentOuterJoin(correlate.getRight(), correlate))
        || tree.getInputs().stream().anyMatch(KeptNulls::isAtRisk);
  }

  private static boolean dependsOnNullable(Correlate correlate) {
    var columns = correlate.getLeft().getRowType().getFieldList();
    return correlate.getRequiredColumns().asList().stream()
        .anyMatch(column -> columns.get(column).getType().isNullable());
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
