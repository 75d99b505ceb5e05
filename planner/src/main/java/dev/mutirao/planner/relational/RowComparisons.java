package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Comparisons of rows as comparisons of their values: `(a, b) < (c, d)` becomes `a < c OR (a = c
/// AND b < d)`.
final class RowComparisons extends SqlShuttle {
  private static final Set<SqlKind> COMPARED =
      EnumSet.of(
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL);

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    var visited = super.visit(call);
    return visited instanceof SqlCall comparison ? spelled(comparison) : visited;
  }

  private static SqlNode spelled(SqlCall call) {
    var kind = call.getKind();
    if (kind == SqlKind.BETWEEN && call.operand(0).getKind() == SqlKind.ROW) {
      return between(call);
    }
    if ((kind == SqlKind.IS_NULL || kind == SqlKind.IS_NOT_NULL)
        && call.operand(0).getKind() == SqlKind.ROW) {
      return joined(
          SqlStdOperatorTable.AND,
          call.getParserPosition(),
          ((SqlCall) call.operand(0))
              .getOperandList().stream()
                  .map(value ->
                      (SqlNode) call.getOperator().createCall(call.getParserPosition(), value))
                  .toList());
    }
    if (!COMPARED.contains(kind)) {
      return call;
    }
    boolean left = call.operand(0).getKind() == SqlKind.ROW;
    boolean right = call.operand(1).getKind() == SqlKind.ROW;
    if (!left && !right) {
      return call;
    }
    if (!left || !right) {
      throw wrong(
          call.operand(left ? 1 : 0), "expected a row such as (a, b) to compare a row with");
    }
    var one = ((SqlCall) call.operand(0)).getOperandList();
    var other = ((SqlCall) call.operand(1)).getOperandList();
    if (one.size() != other.size()) {
      throw wrong(
          call.operand(1), "expected a row of " + one.size() + " values, got " + other.size());
    }
    return compared(call, one, other);
  }

  private static SqlNode compared(SqlCall call, List<SqlNode> left, List<SqlNode> right) {
    var position = call.getParserPosition();
    return switch (call.getKind()) {
      case EQUALS, IS_NOT_DISTINCT_FROM ->
          joined(SqlStdOperatorTable.AND, position, pairs(call, left, right));
      case NOT_EQUALS, IS_DISTINCT_FROM ->
          joined(SqlStdOperatorTable.OR, position, pairs(call, left, right));
      case LESS_THAN, LESS_THAN_OR_EQUAL ->
          ordered(call, SqlStdOperatorTable.LESS_THAN, left, right);
      case GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          ordered(call, SqlStdOperatorTable.GREATER_THAN, left, right);
      default -> call;
    };
  }

  private static List<SqlNode> pairs(SqlCall call, List<SqlNode> left, List<SqlNode> right) {
    return java.util.stream.IntStream.range(0, left.size())
        .mapToObj(i -> pair(call.getOperator(), left.get(i), right.get(i), call))
        .toList();
  }

  /// The first values that differ decide; the last ones are compared as the rows are.
  private static SqlNode ordered(
      SqlCall call, SqlOperator strict, List<SqlNode> left, List<SqlNode> right) {
    var position = call.getParserPosition();
    int last = left.size() - 1;
    var result = pair(call.getOperator(), left.get(last), right.get(last), call);
    for (int i = last - 1; i >= 0; i--) {
      var same = pair(SqlStdOperatorTable.EQUALS, left.get(i), right.get(i), call);
      var decided = pair(strict, Copies.of(left.get(i)), Copies.of(right.get(i)), call);
      result =
          joined(
              SqlStdOperatorTable.OR,
              position,
              List.of(
                  decided, SqlStdOperatorTable.AND.createCall(position, List.of(same, result))));
    }
    return result;
  }

  private static SqlNode pair(SqlOperator operator, SqlNode left, SqlNode right, SqlCall call) {
    return operator.createCall(call.getParserPosition(), left, right);
  }

  private static SqlNode between(SqlCall call) {
    var operator = (SqlBetweenOperator) call.getOperator();
    var position = call.getParserPosition();
    if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
      throw wrong(call, "BETWEEN SYMMETRIC of rows is not supported");
    }
    var low =
        spelled(
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL.createCall(
                position, call.operand(0), call.operand(1)));
    var high =
        spelled(
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL.createCall(
                position, Copies.of(call.operand(0)), call.operand(2)));
    var both = SqlStdOperatorTable.AND.createCall(position, low, high);
    return operator.isNegated() ? SqlStdOperatorTable.NOT.createCall(position, both) : both;
  }

  private static SqlNode joined(SqlOperator operator, SqlParserPos position, List<SqlNode> parts) {
    return parts.stream()
        .reduce((left, right) -> operator.createCall(position, left, right))
        .orElseThrow();
  }

  private static RuntimeException wrong(SqlNode at, String said) {
    return PlacedErrors.at(at, ErrorCode.INVALID_STATEMENT, said);
  }
}
