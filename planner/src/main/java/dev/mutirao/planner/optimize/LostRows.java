package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;

/// Sees that decorrelation loses no rows. An aggregation without groups gives a row for no rows;
/// decorrelated it has groups, and gives none. That is made up for only where the aggregation is
/// what the subquery gives.
final class LostRows {
  private LostRows() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED when rows could be lost
  static void check(RelNode tree) {
    if (tree instanceof Correlate correlate) {
      checkGiven(correlate.getRight(), correlate.getCorrelationId());
    }
    tree.getInputs().forEach(LostRows::check);
  }

  private static void checkGiven(RelNode tree, CorrelationId variable) {
    switch (tree) {
      case Project project -> checkGiven(project.getInput(), variable);
      case Aggregate aggregate when SingleRows.areGivenBy(aggregate) ->
          checkInner(aggregate.getInput(), variable);
      default -> checkInner(tree, variable);
    }
  }

  private static void checkInner(RelNode tree, CorrelationId variable) {
    if (tree instanceof Aggregate aggregate
        && aggregate.hasEmptyGroup()
        && RelOptUtil.getVariablesUsed(aggregate).contains(variable)) {
      throw QueryErrors.notSupported("a correlated subquery around an aggregation without groups");
    }
    tree.getInputs().forEach(input -> checkInner(input, variable));
  }
}
