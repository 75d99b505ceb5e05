package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/// Checks that the rounds of a recursive query give what its first query does: the validator takes
/// the rows that a round reads for rows of the first query.
final class RecursionTypes extends SqlBasicVisitor<@Nullable Void> {
  private final SqlValidator validator;
  private final Map<String, List<RelDataTypeField>> narrow = new LinkedHashMap<>();

  private RecursionTypes(SqlValidator validator) {
    this.validator = validator;
  }

  /// The columns of the recursive queries whose first query has narrower types than the rounds:
  /// that can be NULL, or longer texts, in the rounds only; by the query's name.
  ///
  /// @param query is validated
  /// @throws dev.mutirao.connectors.error.MutiraoException TYPE_MISMATCH when a column has another
  ///   type in the rounds
  static Map<String, List<RelDataTypeField>> narrowFirst(SqlNode query, SqlValidator validator) {
    var types = new RecursionTypes(validator);
    query.accept(types);
    return types.narrow;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlWithItem item && item.recursive.booleanValue()) {
      check(item);
    }
    return super.visit(call);
  }

  private void check(SqlWithItem item) {
    var union = (SqlCall) item.query;
    // The first query's own types: those of its node are made the same as the second's.
    var first =
        columns(RecursiveQueries.readers(union.operand(1), item.name.getSimple()).getFirst());
    var round = columns(union.operand(1));
    for (int i = 0; i < first.size(); i++) {
      var given = first.get(i).getType();
      var made = round.get(i).getType();
      if (!SqlTypes.toType(given).equals(SqlTypes.toType(made))) {
        throw mismatch(item, i + 1, given, made);
      }
      if (!given.equals(made)) {
        narrow.put(item.name.getSimple(), first);
      }
    }
  }

  private List<RelDataTypeField> columns(SqlNode query) {
    return Objects.requireNonNull(validator.getNamespace(query)).getRowType().getFieldList();
  }

  private static RuntimeException mismatch(
      SqlWithItem item, int column, RelDataType given, RelDataType made) {
    return PlacedErrors.at(
        item.name,
        ErrorCode.TYPE_MISMATCH,
        "column "
            + column
            + " of "
            + item.name.getSimple()
            + " is "
            + SqlTypes.toType(given).sql()
            + " in the first query of the recursion and "
            + SqlTypes.toType(made).sql()
            + " in the second; CAST one of them");
  }
}
