package dev.mutirao.planner.optimize;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// How the aggregates of parts become the aggregate of all rows: counts and sums add up, of minima
/// the least is taken, of maxima the greatest.
final class Rollup {
  private Rollup() {}

  /// Combines the column of `parts` in which the parts' results of `whole` are.
  ///
  /// @param noKeys whether all rows are one group, even when there are none
  static AggregateCall of(AggregateCall whole, int column, RelNode parts, boolean noKeys) {
    var function =
        whole.getAggregation().getKind() == SqlKind.COUNT
            ? SqlStdOperatorTable.SUM
            : whole.getAggregation();
    return AggregateCall.create(
        function,
        false,
        false,
        false,
        List.of(),
        List.of(column),
        -1,
        null,
        RelCollations.EMPTY,
        noKeys,
        parts,
        null,
        whole.getName());
  }

  /// The result of `whole` from that of the call that combined the parts: the count of no parts is
  /// 0.
  static RexNode result(AggregateCall whole, RexNode combined, RexBuilder builder) {
    var value =
        whole.getAggregation().getKind() == SqlKind.COUNT
            ? builder.makeCall(
                SqlStdOperatorTable.COALESCE,
                combined,
                builder.makeExactLiteral(BigDecimal.ZERO, whole.getType()))
            : combined;
    return typed(value, whole.getType(), builder);
  }

  /// The same value in a type that differs in nothing but whether it says NULL.
  static RexNode typed(RexNode value, RelDataType type, RexBuilder builder) {
    return value.getType().equals(type) ? value : builder.makeAbstractCast(type, value, false);
  }
}
