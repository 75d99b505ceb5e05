package dev.mutirao.planner.optimize;

import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil.Logic;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.tools.RelBuilder;

/// Makes correlations of subqueries as Calcite does, but tells false from unknown wherever an
/// answer can be unknown. Calcite takes one for the other where a NOT or IS TRUE around allows it,
/// and forgets what is between: `NOT COALESCE(x IN (q), false)` and `NOT ((x IN (q)) = false)`; and
/// of constants that are looked for it takes unknown for true where it is as good as false.
class SubqueryRule extends SubQueryRemoveRule {
  SubqueryRule(SubQueryRemoveRule calcites) {
    super(calcites.config.as(Config.class));
  }

  static RelOptRule of(SubQueryRemoveRule calcites) {
    return new SubqueryRule(calcites);
  }

  @Override
  protected RexNode apply(
      RexSubQuery subquery,
      Set<CorrelationId> variables,
      Logic logic,
      RelBuilder builder,
      int inputs,
      int offset,
      int number) {
    var exact =
        logic == Logic.UNKNOWN_AS_FALSE || logic == Logic.UNKNOWN_AS_TRUE
            ? subquery.getType().isNullable() ? Logic.TRUE_FALSE_UNKNOWN : Logic.TRUE_FALSE
            : logic;
    return super.apply(subquery, variables, exact, builder, inputs, offset, number);
  }
}
