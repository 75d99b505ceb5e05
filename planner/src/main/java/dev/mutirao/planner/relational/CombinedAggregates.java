package dev.mutirao.planner.relational;

import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Says aggregates that are made of others:
///
/// | written | meant |
/// | --- | --- |
/// | `count_if(b)` | `count(CASE WHEN b THEN TRUE END)` |
/// | `regr_count(y, x)` | `count(y, x)` |
/// | `geometric_mean(x)`, with FILTER and OVER | `exp(avg(ln(x)))`, these at `avg` |
final class CombinedAggregates extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return switch (name(innermost(call))) {
      case "geometric_mean", "geomean" ->
          innermost(call).operandCount() == 1
              ? function("exp", call, null, accepted(withLogarithm(call)))
              : super.visit(call);
      default ->
          switch (name(call)) {
            case "count_if", "countif" ->
                call.operandCount() == 1 ? super.visit(counted(call)) : super.visit(call);
            case "regr_count" ->
                call.operandCount() == 2
                    ? super.visit(
                        SqlStdOperatorTable.COUNT.createCall(
                            call.getFunctionQuantifier(),
                            call.getParserPosition(),
                            call.getOperandList()))
                    : super.visit(call);
            default -> super.visit(call);
          };
    };
  }

  /// The aggregate inside OVER and FILTER.
  private static SqlCall innermost(SqlCall call) {
    return (call.getKind() == SqlKind.OVER || call.getKind() == SqlKind.FILTER)
            && call.operand(0) instanceof SqlCall inner
        ? innermost(inner)
        : call;
  }

  private static SqlCall withLogarithm(SqlCall call) {
    if (call.getKind() == SqlKind.OVER || call.getKind() == SqlKind.FILTER) {
      return call.getOperator()
          .createCall(call.getParserPosition(), withLogarithm(call.operand(0)), call.operand(1));
    }
    var logarithm = function("ln", call, null, call.operand(0));
    return function("avg", call, call.getFunctionQuantifier(), logarithm);
  }

  private static SqlCall counted(SqlCall call) {
    var position = call.getParserPosition();
    var isTrue =
        new SqlCase(
            position,
            null,
            SqlNodeList.of(call.operand(0)),
            SqlNodeList.of(SqlLiteral.createBoolean(true, position)),
            SqlLiteral.createNull(SqlParserPos.ZERO));
    return SqlStdOperatorTable.COUNT.createCall(call.getFunctionQuantifier(), position, isTrue);
  }

  private static String name(SqlCall call) {
    return call.getOperator() instanceof SqlFunction function
        ? function.getName().toLowerCase(Locale.ROOT)
        : "";
  }

  private SqlNode accepted(SqlNode node) {
    return Objects.requireNonNull(node.accept(this), "a shuttle gives a node for each");
  }

  private static SqlCall function(
      String name, SqlCall call, @Nullable SqlLiteral quantifier, SqlNode argument) {
    var position = call.getParserPosition();
    var function =
        new SqlUnresolvedFunction(
            new SqlIdentifier(name, position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);
    return function.createCall(quantifier, position, argument);
  }
}
