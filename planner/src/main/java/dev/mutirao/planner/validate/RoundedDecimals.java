package dev.mutirao.planner.validate;

import dev.mutirao.connectors.type.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCallBinding;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperatorBinding;

/// `round` and `trunc` of a DECIMAL to a constant number of digits: the result has as many digits
/// after its point, as in PostgreSQL.
final class RoundedDecimals {
  private static final Set<String> NAMES = Set.of("round", "trunc");

  private RoundedDecimals() {}

  /// The type of such a call; empty for other calls.
  static Optional<Type> type(String name, List<Type> arguments, SqlOperatorBinding binding) {
    if (!NAMES.contains(name)
        || arguments.size() != 2
        || !(arguments.getFirst() instanceof Type.Decimal(int precision, int scale))) {
      return Optional.empty();
    }
    var digits = constant(binding);
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    var newScale = Math.clamp(digits.getAsInt(), 0, Type.Decimal.MAX_PRECISION - 1);
    var whole = precision - scale + 1; // 9.5 rounds to 10
    return Optional.of(
        new Type.Decimal(Math.min(whole + newScale, Type.Decimal.MAX_PRECISION), newScale));
  }

  private static OptionalInt constant(SqlOperatorBinding binding) {
    return switch (binding) {
      case SqlCallBinding parsed -> constant(parsed.operand(1));
      case RexCallBinding translated -> constant(translated.operands().get(1));
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt constant(SqlNode node) {
    return switch (node) {
      case SqlNumericLiteral literal when literal.isInteger() -> number(literal.bigDecimalValue());
      case SqlCall call when call.getKind() == SqlKind.MINUS_PREFIX ->
          negated(constant(call.operand(0)));
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt constant(RexNode node) {
    return switch (node) {
      case RexLiteral literal when !literal.isNull() ->
          number(literal.getValueAs(BigDecimal.class));
      case RexCall call when call.isA(SqlKind.MINUS_PREFIX) ->
          negated(constant(call.getOperands().getFirst()));
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt number(BigDecimal number) {
    return OptionalInt.of(Math.clamp(number.longValue(), -100, 100));
  }

  private static OptionalInt negated(OptionalInt number) {
    return number.isPresent() ? OptionalInt.of(-number.getAsInt()) : number;
  }
}
