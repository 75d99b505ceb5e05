package dev.mutirao.planner.validate;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.planner.type.SqlTypes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;

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
                        ? TextLiteral.type(text, wanted.get(i))
                        : types.get(i))
                .toList());
  }

  /// Casts the text literals of a call to types.
  static void cast(SqlCallBinding binding, List<Type> types) {
    var call = binding.getCall();
    for (int i = 0; i < types.size(); i++) {
      if (call.operand(i) instanceof SqlCharStringLiteral text && types.get(i) != Simple.VARCHAR) {
        var type = SqlTypes.toCalcite(binding.getTypeFactory(), types.get(i), true);
        var scope = binding.getScope();
        call.setOperand(i, TextLiteral.cast(binding.getValidator(), scope, text, type));
      }
    }
  }
}
