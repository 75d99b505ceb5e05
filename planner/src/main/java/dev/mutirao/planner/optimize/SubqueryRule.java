package dev.mutirao.planner.optimize;

import dev.mutirao.planner.validate.Operators;
import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelOptUtil.Logic;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// Makes correlations of subqueries as Calcite does, but tells false from unknown wherever an
/// answer can be unknown. Calcite takes one for the other where a NOT or IS TRUE around allows it,
/// and forgets what is between: `NOT COALESCE(x IN (q), false)` and `NOT ((x IN (q)) = false)`; and
/// of constants that are looked for it takes unknown for true where it is as good as false.
///
/// A subquery that is used as a value and depends on outer rows counts its rows, and the count is
/// looked at where the value is used: not of rows that no outer row asks for.
///
/// ```
/// Correlate                          Project(CASE(single_row($2), $1, NULL))
///   outer                      ->      Correlate
///   Aggregate(SINGLE_VALUE(x))           outer
///                                        Aggregate(ANY_VALUE(x), COUNT(*))
/// ```
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
    if (subquery.getKind() == SqlKind.SCALAR_QUERY && mayGiveSeveral(subquery)) {
      return value(subquery, variables, builder, inputs, offset);
    }
    var exact =
        logic == Logic.UNKNOWN_AS_FALSE || logic == Logic.UNKNOWN_AS_TRUE
            ? subquery.getType().isNullable() ? Logic.TRUE_FALSE_UNKNOWN : Logic.TRUE_FALSE
            : logic;
    return super.apply(subquery, variables, exact, builder, inputs, offset, number);
  }

  /// Whether a subquery depends on outer rows, and might have several rows for one of them: not
  /// with LIMIT 1, say.
  private static boolean mayGiveSeveral(RexSubQuery subquery) {
    var metadata = subquery.rel.getCluster().getMetadataQuery();
    return !RelOptUtil.getVariablesUsed(subquery.rel).isEmpty()
        && !Boolean.TRUE.equals(metadata.areColumnsUnique(subquery.rel, ImmutableBitSet.of()));
  }

  private static RexNode value(
      RexSubQuery subquery,
      Set<CorrelationId> variables,
      RelBuilder builder,
      int inputs,
      int offset) {
    builder.push(subquery.rel);
    builder.aggregate(
        builder.groupKey(),
        builder.aggregateCall(SqlStdOperatorTable.ANY_VALUE, builder.field(0)),
        builder.countStar(null));
    builder.join(JoinRelType.LEFT, builder.literal(true), variables);
    var value = field(builder, inputs, offset);
    var rows = field(builder, inputs, offset + 1);
    return builder.call(
        SqlStdOperatorTable.CASE,
        builder.call(Operators.SINGLE_ROW, rows),
        value,
        builder.getRexBuilder().makeNullLiteral(subquery.getType()));
  }

  /// A column by its number among those of the last `inputs` trees that were pushed.
  private static RexNode field(RelBuilder builder, int inputs, int number) {
    int input = 0;
    int column = number;
    while (column >= builder.peek(inputs, input).getRowType().getFieldCount()) {
      column -= builder.peek(inputs, input).getRowType().getFieldCount();
      input++;
    }
    return builder.field(inputs, input, column);
  }
}
