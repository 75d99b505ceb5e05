package dev.mutirao.planner.relational;

import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Names the columns of VALUES `column1`, `column2` ... as PostgreSQL does.
///
/// | written | becomes |
/// | --- | --- |
/// | `VALUES (1, 2)` | `SELECT * FROM (VALUES (1, 2)) AS values(column1, column2)` |
/// | `FROM (VALUES (1, 2)) AS t` | `FROM (VALUES (1, 2)) AS t(column1, column2)` |
final class ValuesNames extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (SqlKind.SET_QUERY.contains(call.getKind())) {
      return combined(call);
    }
    if (call.getKind() == SqlKind.AS && call.operand(0).getKind() == SqlKind.VALUES) {
      var values = super.visit(call.<SqlCall>operand(0));
      return call.operandCount() == 2
          ? named((SqlCall) values, call.operand(1))
          : call.getOperator()
              .createCall(
                  call.getParserPosition(),
                  Stream.concat(Stream.of(values), call.getOperandList().stream().skip(1))
                      .toList());
    }
    if (call.getKind() == SqlKind.VALUES) {
      return selected((SqlCall) super.visit(call));
    }
    return super.visit(call);
  }

  /// A set operation, whose first query names the columns.
  private SqlNode combined(SqlCall call) {
    var queries = new ArrayList<SqlNode>();
    for (var query : call.getOperandList()) {
      boolean isNamed = !queries.isEmpty() && query.getKind() == SqlKind.VALUES;
      queries.add(
          Objects.requireNonNull(isNamed ? super.visit((SqlCall) query) : query.accept(this)));
    }
    return call.getOperator().createCall(call.getParserPosition(), queries);
  }

  private static SqlNode selected(SqlCall values) {
    return OrderedQueries.rows(
        named(values, new SqlIdentifier("values", values.getParserPosition())));
  }

  private static SqlNode named(SqlCall values, SqlNode alias) {
    var position = values.getParserPosition();
    var operands = new ArrayList<SqlNode>();
    operands.add(values);
    operands.add(alias);
    int columns = values.getOperandList().stream().mapToInt(ValuesNames::width).min().orElse(0);
    IntStream.rangeClosed(1, columns)
        .forEach(column -> operands.add(new SqlIdentifier("column" + column, position)));
    return SqlStdOperatorTable.AS.createCall(position, operands);
  }

  /// How many columns a row of VALUES has.
  static int width(SqlNode row) {
    return row instanceof SqlCall call ? call.operandCount() : 1;
  }
}
