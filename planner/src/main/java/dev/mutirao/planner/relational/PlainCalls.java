package dev.mutirao.planner.relational;

import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Makes plain calls of what Calcite does not know: `EXTRACT(JULIAN FROM t)`, of a part whose name
/// is not the standard's, is `date_part('julian', t)`; LIKE with no escape at all, `ESCAPE ''`, is
/// `like(text, pattern, '')`; `CAST(true AS t)` to an integer is `CAST(1 AS t)`, for Calcite reads
/// the literal of a cast in arithmetic as a number.
final class PlainCalls extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.LIKE && call.operandCount() == 3 && isEmpty(call.operand(2))) {
      return withoutEscape(call);
    }
    if ((call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST)
        && call.operand(0) instanceof SqlLiteral literal
        && literal.getValue() instanceof Boolean truth
        && call.operand(1) instanceof SqlDataTypeSpec type
        && isInteger(type)) {
      var number = SqlLiteral.createExactNumeric(truth ? "1" : "0", literal.getParserPosition());
      return call.getOperator().createCall(call.getParserPosition(), number, type);
    }
    if (call.getKind() != SqlKind.EXTRACT
        || !(call.operand(0) instanceof SqlIntervalQualifier unit)
        || unit.timeFrameName == null) {
      return super.visit(call);
    }
    var part = SqlLiteral.createCharString(unit.timeFrameName, unit.getParserPosition());
    return function("date_part", call, part, accepted(call.operand(1)));
  }

  private static boolean isEmpty(SqlNode node) {
    return node instanceof SqlCharStringLiteral literal
        && String.valueOf(literal.getValueAs(String.class)).isEmpty();
  }

  private static boolean isInteger(SqlDataTypeSpec type) {
    var name = SqlTypeName.get(type.getTypeName().getSimple());
    return name != null && SqlTypeName.INT_TYPES.contains(name);
  }

  private SqlNode withoutEscape(SqlCall call) {
    var operator = (SqlLikeOperator) call.getOperator();
    var name = operator.isCaseSensitive() ? "like" : "ilike";
    var like =
        function(name, call, accepted(call.operand(0)), accepted(call.operand(1)), call.operand(2));
    return operator.isNegated()
        ? SqlStdOperatorTable.NOT.createCall(call.getParserPosition(), like)
        : like;
  }

  private SqlNode accepted(SqlNode node) {
    return Objects.requireNonNull(node.accept(this), "a shuttle gives a node for each");
  }

  private static SqlNode function(String name, SqlCall call, SqlNode... arguments) {
    var position = call.getParserPosition();
    var function =
        new SqlUnresolvedFunction(
            new SqlIdentifier(name, position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);
    return function.createCall(position, arguments);
  }
}
