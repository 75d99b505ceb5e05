package dev.mutirao.planner.optimize;

import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/// Removes subqueries from expressions.
final class Subqueries {
  private static final UnaryOperator<RelNode> TO_CORRELATIONS =
      Rules.withoutSharing(
          SubqueryRule.of(CoreRules.FILTER_SUB_QUERY_TO_CORRELATE),
          ProjectedSubqueries.rule(),
          SubqueryRule.of(CoreRules.JOIN_SUB_QUERY_TO_CORRELATE));

  private Subqueries() {}

  static RelNode remove(RelNode tree) {
    var simpler =
        tree.accept(new ConditionSubqueries())
            .accept(new WindowSubqueries())
            .accept(new SimplerSubqueries())
            .accept(new GuardedSubqueries());
    var semiJoined = SemiJoins.introduce(simpler);
    var accepted = semiJoined.accept(new ConstantRows()).accept(new RefusedSubqueries());
    var correlated =
        TO_CORRELATIONS.apply(ProjectedSubqueries.named(accepted)).accept(new LiteralAggregates());
    correlated = correlated.accept(new OrderedSubqueries()).accept(new LateralAggregates());
    correlated =
        Decorrelation.isCorrelated(correlated)
            ? correlated.accept(new ConstantGroups())
            : correlated;
    // Decorrelation makes literal aggregates of its own.
    return Decorrelation.apply(correlated).accept(new LiteralAggregates());
  }
}
