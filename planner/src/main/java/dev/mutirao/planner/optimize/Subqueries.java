package dev.mutirao.planner.optimize;

import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;

/// Removes subqueries from expressions.
final class Subqueries {
  private static final UnaryOperator<RelNode> TO_JOINS =
      Rules.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

  private Subqueries() {}

  static RelNode remove(RelNode tree) {
    var joined =
        TO_JOINS
            .apply(SemiJoins.introduce(tree))
            .accept(new OrderedSubqueries())
            .accept(new LateralAggregates());
    var builder = RelFactories.LOGICAL_BUILDER.create(tree.getCluster(), null);
    return RelDecorrelator.decorrelateQuery(joined, builder);
  }
}
