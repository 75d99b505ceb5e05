package dev.mutirao.planner.function;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.FunctionDefinition;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// The arguments of a call in the order of the parameters, each cast to its parameter's type.
final class CallArguments {
  private CallArguments() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException when there are too many, too few, or
  ///   none of a name
  static List<SqlNode> of(String function, FunctionDefinition definition, SqlCall call) {
    var parameters = definition.parameters();
    var given = new ArrayList<@Nullable SqlNode>(Collections.nCopies(parameters.size(), null));
    int next = 0;
    for (var operand : call.getOperandList()) {
      boolean named = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
      int index = named ? index(((SqlCall) operand).operand(1), definition) : next++;
      if (index < 0 || index >= parameters.size() || given.get(index) != null) {
        throw wrong(function, definition, call);
      }
      given.set(index, named ? ((SqlCall) operand).operand(0) : operand);
    }
    if (given.stream().anyMatch(Objects::isNull)) {
      throw wrong(function, definition, call);
    }
    var cast = new ArrayList<SqlNode>();
    for (int i = 0; i < parameters.size(); i++) {
      var value = Objects.requireNonNull(given.get(i));
      cast.add(cast(value, parameters.get(i).type(), value.getParserPosition()));
    }
    return cast;
  }

  static SqlNode cast(SqlNode value, SqlDataTypeSpec type, SqlParserPos place) {
    return SqlStdOperatorTable.CAST.createCall(place, value, type.clone(place));
  }

  private static int index(SqlIdentifier name, FunctionDefinition definition) {
    var parameters = definition.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equalsIgnoreCase(name.getSimple())) {
        return i;
      }
    }
    return -1;
  }

  private static RuntimeException wrong(
      String function, FunctionDefinition definition, SqlCall call) {
    var expected = FunctionText.signature(function, definition);
    var got = call.getOperandList().stream().map(String::valueOf).toList();
    return PlacedErrors.at(
        call,
        ErrorCode.TYPE_MISMATCH,
        "the function is "
            + expected
            + "; got "
            + function.toLowerCase(Locale.ROOT)
            + "("
            + String.join(", ", got)
            + ")");
  }
}
