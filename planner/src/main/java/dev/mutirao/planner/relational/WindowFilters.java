package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.validate.Operators;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Says `FILTER (WHERE c)` of an aggregate over a window, which Calcite does not know there, with
/// what it knows: every aggregate ignores NULL, so `sum(x) FILTER (WHERE c) OVER w` is `sum(CASE
/// WHEN c THEN x END) OVER w`. In the same way it learns that `max(1) OVER (... EXCLUDE GROUP)` can
/// be NULL: the filter is TRUE, and the argument can be NULL for all that Calcite knows.
final class WindowFilters extends SqlShuttle {
  private final Operators operators;

  WindowFilters(Operators operators) {
    this.operators = operators;
  }

  /// The named windows of the queries around, the innermost first.
  private final Deque<SqlNodeList> named = new ArrayDeque<>();

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      named.push(select.getWindowList());
      var visited = super.visit(select);
      named.pop();
      return visited;
    }
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
    if (call.getKind() == SqlKind.OVER
        && excludesRows(call.operand(1))
        && call.operand(0) instanceof SqlCall aggregate
        && aggregate.operandCount() == 1
        && isAggregate(aggregate)
        && !countsRows(aggregate)) {
      var always = SqlLiteral.createBoolean(true, call.getParserPosition());
      return super.visit(
          call.getOperator()
              .createCall(call.getParserPosition(), filtered(aggregate, always), call.operand(1)));
    }
    return super.visit(call);
  }

  /// Whether a window, or the one of a name, leaves out rows of its frame.
  private boolean excludesRows(SqlNode window) {
    return switch (window) {
      case SqlWindow written -> !SqlWindow.isExcludeNoOthers(written.getExclude());
      case SqlIdentifier name ->
          !named.isEmpty()
              && WindowNames.declaration(named.getFirst(), name)
                  .filter(this::excludesRows)
                  .isPresent();
      default -> false;
    };
  }

  private static boolean isAggregate(SqlCall call) {
    var name = call.getOperator().getName();
    return AggregateFunctions.named(name).isPresent();
  }

  private static boolean countsRows(SqlCall aggregate) {
    return aggregate.operandCount() == 0
        || aggregate.operand(0) instanceof SqlIdentifier star && star.isStar();
  }

  private SqlNode filtered(SqlCall aggregate, SqlNode condition) {
    var position = aggregate.getParserPosition();
    var name = aggregate.getOperator().getName();
    var user = operators.ofUser(name).filter(each -> each.kind() == UserFunction.Kind.AGGREGATE);
    if (user.isPresent() && !user.get().skipsNulls()) {
      throw PlacedErrors.at(
          position,
          ErrorCode.NOT_SUPPORTED,
          "FILTER with OVER is not supported for "
              + name
              + ", whose add takes NULL or nothing; make it leave out rows itself");
    }
    if (user.isEmpty() && !isAggregate(aggregate)) {
      throw PlacedErrors.at(
          position,
          ErrorCode.NOT_SUPPORTED,
          "FILTER is for aggregates only, not for the window function " + name);
    }
    var operands = aggregate.getOperandList().toArray(SqlNode[]::new);
    boolean countsRows = countsRows(aggregate);
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
