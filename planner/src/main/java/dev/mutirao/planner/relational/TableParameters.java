package dev.mutirao.planner.relational;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.table.FromClauses;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// `?` as an argument of `range` or `simulate`, which plans depend on: its value takes its place.
/// Where there is none, since a statement is only described, a number does that both take.
final class TableParameters extends SqlShuttle {
  private final Optional<List<Literal>> values;
  private final Set<Integer> found = new TreeSet<>();
  private final SqlShuttle arguments =
      new SqlShuttle() {
        @Override
        public SqlNode visit(SqlDynamicParam parameter) {
          found.add(parameter.getIndex());
          return value(parameter.getIndex(), parameter.getParserPosition());
        }
      };

  /// @param values of all `?` of the statement, in order; nothing where it is described
  TableParameters(Optional<List<Literal>> values) {
    this.values = values;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return call.getKind() == SqlKind.COLLECTION_TABLE
            && call.operand(0) instanceof SqlCall function
            && FromClauses.countsRows(function.getOperator().getName())
        ? call.accept(arguments)
        : super.visit(call);
  }

  /// The types of all `?`, in order.
  ///
  /// @param others those of the ones that were not found here
  List<RelDataType> types(List<RelDataType> others, RelDataType wholeNumber) {
    var rest = new ArrayDeque<>(others);
    var types = new ArrayList<RelDataType>();
    for (int index = 0; index < others.size() + found.size(); index++) {
      types.add(found.contains(index) ? wholeNumber : rest.remove());
    }
    return types;
  }

  private SqlNode value(int index, SqlParserPos position) {
    if (values.isEmpty() || index >= values.get().size()) {
      return SqlLiteral.createExactNumeric("1", position);
    }
    var literal = values.get().get(index);
    return switch (literal.value()) {
      case null -> SqlLiteral.createNull(position);
      case Long number when literal.type() instanceof Type.Decimal decimal ->
          number(new BigDecimal(BigInteger.valueOf(number), decimal.scale()), position);
      case BigInteger number when literal.type() instanceof Type.Decimal decimal ->
          number(new BigDecimal(number, decimal.scale()), position);
      // Dates and times are whole numbers in Java too, and no count of rows.
      case Long number when literal.type().isInteger() ->
          number(BigDecimal.valueOf(number), position);
      case Double number when Double.isFinite(number) -> number(new BigDecimal(number), position);
      default -> SqlLiteral.createCharString(String.valueOf(literal.value()), position);
    };
  }

  private static SqlNode number(BigDecimal number, SqlParserPos position) {
    return SqlLiteral.createExactNumeric(number.toPlainString(), position);
  }
}
