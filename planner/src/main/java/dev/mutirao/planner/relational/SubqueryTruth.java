package dev.mutirao.planner.relational;

import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// `(x IN (q)) IS TRUE` as `COALESCE(x IN (q), false)`, and the like. Calcite drops an IS TRUE of
/// what is never NULL, and takes IN for that where x is: it does not look at the columns of q.
final class SubqueryTruth {
  private SubqueryTruth() {}

  /// @param call IS [NOT] TRUE or IS [NOT] FALSE
  static RexNode convert(SqlRexContext context, SqlCall call) {
    var operand = context.convertExpression(call.operand(0));
    if (RexUtil.SubQueryFinder.find(operand) == null) {
      return StandardConvertletTable.INSTANCE.get(call).convertCall(context, call);
    }
    return switch (call.getKind()) {
      case IS_TRUE -> or(context, operand, false);
      case IS_NOT_TRUE -> not(context, or(context, operand, false));
      case IS_FALSE -> not(context, or(context, operand, true));
      case IS_NOT_FALSE -> or(context, operand, true);
      default -> throw new IllegalArgumentException("no test of truth: " + call.getKind());
    };
  }

  private static RexNode or(SqlRexContext context, RexNode operand, boolean unknown) {
    var builder = context.getRexBuilder();
    return builder.makeCall(SqlStdOperatorTable.COALESCE, operand, builder.makeLiteral(unknown));
  }

  private static RexNode not(SqlRexContext context, RexNode operand) {
    return context.getRexBuilder().makeCall(SqlStdOperatorTable.NOT, operand);
  }
}
