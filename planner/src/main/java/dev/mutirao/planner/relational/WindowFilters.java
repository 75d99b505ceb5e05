package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Says `FILTER (WHERE c)` of an aggregate over a window, which Calcite does not know there, with
/// what it knows: every aggregate ignores NULL, so `sum(x) FILTER (WHERE c) OVER w` is `sum(CASE
/// WHEN c THEN x END) OVER w`.
final class WindowFilters extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.OVER
        && call.operand(0) instanceof SqlBasicCall filter
        && filter.getKind() == SqlKind.FILTER) {
      var over =
          call.getOperator()
              .createCall(
                  call.getParserPosition(),
                  filtered(filter.operand(0), filter.operand(1)),
                  call.operand(1));
      return super.visit(over);
    }
    return super.visit(call);
  }

  private static SqlNode filtered(SqlCall aggregate, SqlNode condition) {
    var position = aggregate.getParserPosition();
    var name = aggregate.getOperator().getName();
    if (AggregateFunctions.named(name).isEmpty()) {
      throw QueryErrors.at(
          ErrorCode.NOT_SUPPORTED,
          "FILTER is for aggregates only, not for the window function " + name,
          position.getLineNum(),
          position.getColumnNum());
    }
    var operands = aggregate.getOperandList().toArray(SqlNode[]::new);
    boolean countsRows =
        operands.length == 0 || operands[0] instanceof SqlIdentifier star && star.isStar();
    var value = countsRows ? SqlLiteral.createExactNumeric("1", position) : operands[0];
    var cases =
        new SqlCase(
            position,
            null,
            SqlNodeList.of(condition),
            SqlNodeList.of(value),
            SqlLiteral.createNull(SqlParserPos.ZERO));
    if (countsRows) {
      operands = new SqlNode[] {cases};
    } else {
      operands[0] = cases;
    }
    return aggregate
        .getOperator()
        .createCall(aggregate.getFunctionQuantifier(), position, operands);
  }
}
