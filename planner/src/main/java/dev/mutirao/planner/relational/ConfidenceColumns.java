package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Says one item of a select list as four, in the manner of `*`:
///
/// | written | meant |
/// | --- | --- |
/// | `confidence(x, 0.9)` | `avg(x) AS mean, standard_error(x) AS standard_error, confidence_low(x, 0.9) AS low, confidence_high(x, 0.9) AS high` |
/// | `confidence(x) AS c` | the same `AS c_mean`, ... |
///
/// with the FILTER and OVER of the call at each.
final class ConfidenceColumns extends SqlShuttle {
  private static final String NAME = "confidence";

  /// @param name of the column
  /// @param takesLevel whether the aggregate has the level as its second argument
  private record Part(String aggregate, String name, boolean takesLevel) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("avg", "mean", false),
          new Part("standard_error", "standard_error", false),
          new Part("confidence_low", "low", true),
          new Part("confidence_high", "high", true));

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlSelect select
        && select.getSelectList().stream().anyMatch(ConfidenceColumns::is)) {
      var expanded = (SqlSelect) select.clone(select.getParserPosition());
      expanded.setSelectList(expanded(select.getSelectList()));
      return super.visit(expanded);
    }
    if (isConfidence(call)) {
      throw PlacedErrors.at(
          call,
          ErrorCode.INVALID_STATEMENT,
          "confidence gives four columns, and stands by itself in a select list; elsewhere use"
              + " avg(x), standard_error(x), confidence_low(x) or confidence_high(x)");
    }
    return super.visit(call);
  }

  private static SqlNodeList expanded(SqlNodeList items) {
    var columns = new ArrayList<SqlNode>();
    for (var item : items) {
      if (is(item)) {
        PARTS.forEach(part -> columns.add(column(item, part)));
      } else {
        columns.add(item);
      }
    }
    return new SqlNodeList(columns, items.getParserPosition());
  }

  /// Whether an item of a select list is to become columns.
  private static boolean is(SqlNode item) {
    return item instanceof SqlCall call
        && switch (call.getKind()) {
          case AS, OVER, FILTER -> is(call.operand(0));
          default -> isConfidence(call);
        };
  }

  private static boolean isConfidence(SqlCall call) {
    return call.getOperator() instanceof SqlFunction function
        && function.getName().toLowerCase(Locale.ROOT).equals(NAME);
  }

  private static SqlNode column(SqlNode item, Part part) {
    var named = item.getKind() == SqlKind.AS;
    var prefix = named ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple() + "_" : "";
    var position = item.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(
        position,
        aggregate((SqlCall) (named ? ((SqlCall) item).operand(0) : item), part),
        new SqlIdentifier(prefix + part.name(), position));
  }

  /// The call inside OVER and FILTER replaced; a copy.
  private static SqlNode aggregate(SqlCall call, Part part) {
    var position = call.getParserPosition();
    if (!isConfidence(call)) {
      return call.getOperator()
          .createCall(position, aggregate(call.operand(0), part), Copies.of(call.operand(1)));
    }
    if (call.operandCount() < 1 || call.operandCount() > 2) {
      throw PlacedErrors.at(
          call,
          ErrorCode.TYPE_MISMATCH,
          "confidence takes confidence(x), confidence(x, level); got "
              + call.operandCount()
              + " arguments");
    }
    var arguments =
        call.getOperandList().subList(0, part.takesLevel() ? call.operandCount() : 1).stream()
            .map(Copies::of)
            .toList();
    return function(part.aggregate(), position)
        .createCall(call.getFunctionQuantifier(), position, arguments);
  }

  private static SqlUnresolvedFunction function(String name, SqlParserPos position) {
    return new SqlUnresolvedFunction(
        new SqlIdentifier(name, position),
        null,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }
}
