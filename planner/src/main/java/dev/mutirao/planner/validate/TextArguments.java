package dev.mutirao.planner.validate;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.planner.type.SqlTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Text literals as arguments of a user's function, which become what its parameters are: `due(
/// '2024-02-28', 2)`.
public final class TextArguments {
  private TextArguments() {}

  /// The types of the arguments with text literals cast to what the function takes; empty when it
  /// does not take them all the same.
  ///
  /// @param types of the arguments
  /// @param parameters what arguments of some types are cast to; NULL stands for a text literal
  public static Optional<List<Type>> types(
      SqlCall call, List<Type> types, Function<List<Type>, Optional<List<Type>>> parameters) {
    var operands = call.getOperandList();
    if (operands.stream().noneMatch(SqlCharStringLiteral.class::isInstance)) {
      return Optional.empty();
    }
    var free =
        IntStream.range(0, types.size())
            .mapToObj(i ->
                operands.get(i) instanceof SqlCharStringLiteral ? (Type) Simple.NULL : types.get(i))
            .toList();
    return parameters
        .apply(free)
        .map(wanted ->
            IntStream.range(0, types.size())
                .mapToObj(i ->
                    operands.get(i) instanceof SqlCharStringLiteral text
                        ? type(text, wanted.get(i))
                        : types.get(i))
                .toList());
  }

  /// Casts the text literals of a call to types.
  static void cast(SqlCallBinding binding, List<Type> types) {
    var call = binding.getCall();
    for (int i = 0; i < types.size(); i++) {
      if (call.operand(i) instanceof SqlCharStringLiteral && types.get(i) != Simple.VARCHAR) {
        var type = SqlTypes.toCalcite(binding.getTypeFactory(), types.get(i), true);
        SqlNode cast =
            SqlStdOperatorTable.CAST.createCall(
                call.operand(i).getParserPosition(),
                call.operand(i),
                SqlTypeUtil.convertTypeToSpec(type));
        call.setOperand(i, cast);
        Objects.requireNonNull(binding.getValidator().deriveType(binding.getScope(), cast));
      }
    }
  }

  /// A decimal has the digits that are written.
  private static Type type(SqlCharStringLiteral text, Type wanted) {
    if (!(wanted instanceof Type.Decimal)) {
      return wanted;
    }
    try {
      var number = new BigDecimal(Objects.requireNonNull(text.getValueAs(String.class)).strip());
      int scale = Math.max(0, number.scale());
      int precision = Math.max(number.precision() - number.scale() + scale, scale);
      return precision <= Type.Decimal.MAX_PRECISION
          ? new Type.Decimal(Math.max(1, precision), scale)
          : wanted;
    } catch (NumberFormatException e) {
      return wanted; // to which the cast fails, and says so
    }
  }
}
