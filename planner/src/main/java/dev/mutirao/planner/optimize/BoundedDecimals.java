package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/// Decimal expressions over the rows of a node with as few digits as their values can have, which
/// follows from the least and the greatest value of each column.
final class BoundedDecimals {
  /// Digits of a decimal of 64 bits.
  static final int MAX_PRECISION = 18;

  private final RelNode input;
  private final RexBuilder builder;

  BoundedDecimals(RelNode input) {
    this.input = input;
    this.builder = input.getCluster().getRexBuilder();
  }

  /// The same values of the same scale within 64 bits; empty when that is not proven.
  Optional<RexNode> narrowed(RexNode expression) {
    return bounded(expression)
        .map(Bounded::expression)
        .filter(narrow -> scale(narrow.getType()) == scale(expression.getType()));
  }

  /// An expression whose type fits 64 bits, and between what its values are.
  private record Bounded(RexNode expression, BigDecimal least, BigDecimal greatest) {}

  private Optional<Bounded> bounded(RexNode expression) {
    return switch (expression) {
      case RexInputRef column -> column(column);
      case RexLiteral literal -> literal(literal);
      case RexCall call ->
          switch (call.getKind()) {
            case PLUS, MINUS, TIMES -> operation(call);
            case CASE -> caseOf(call);
            case CAST -> widened(call);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private Optional<Bounded> column(RexInputRef column) {
    if (!isShort(column.getType())) {
      return Optional.empty();
    }
    var facts = ColumnFacts.of(input, column.getIndex()).filter(ColumnFacts::exact);
    var least = facts.flatMap(known -> known.statistics().min()).flatMap(BoundedDecimals::number);
    var greatest =
        facts.flatMap(known -> known.statistics().max()).flatMap(BoundedDecimals::number);
    return least.flatMap(from -> greatest.map(to -> new Bounded(column, from, to)));
  }

  private static Optional<BigDecimal> number(Literal literal) {
    if (!(literal.value() instanceof Long value)) {
      return Optional.empty();
    }
    return switch (literal.type()) {
      case Type.Decimal(int ignored, int scale) -> Optional.of(BigDecimal.valueOf(value, scale));
      case Type.Simple.TINYINT, Type.Simple.SMALLINT, Type.Simple.INTEGER ->
          Optional.of(BigDecimal.valueOf(value));
      case Type.Simple ignored -> Optional.empty();
    };
  }

  private Optional<Bounded> literal(RexLiteral literal) {
    var value = literal.isNull() ? null : literal.getValueAs(BigDecimal.class);
    return value == null
        ? Optional.empty()
        : typed(value, value, literal.getType())
            .map(type ->
                new Bounded(
                    builder.makeExactLiteral(value.setScale(type.getScale()), type), value, value));
  }

  /// Operations over integers stay as they are: theirs is an error beyond their type.
  private Optional<Bounded> operation(RexCall call) {
    if (call.getType().getSqlTypeName() != SqlTypeName.DECIMAL) {
      return Optional.empty();
    }
    var left = bounded(call.getOperands().get(0)).orElse(null);
    var right = bounded(call.getOperands().get(1)).orElse(null);
    if (left == null || right == null || call.getOperands().size() != 2) {
      return Optional.empty();
    }
    var ends =
        switch (call.getKind()) {
          case PLUS -> List.of(left.least.add(right.least), left.greatest.add(right.greatest));
          case MINUS ->
              List.of(left.least.subtract(right.greatest), left.greatest.subtract(right.least));
          default ->
              Stream.of(left.least, left.greatest)
                  .flatMap(
                      one -> Stream.of(one.multiply(right.least), one.multiply(right.greatest)))
                  .sorted()
                  .toList();
        };
    return typed(ends.getFirst(), ends.getLast(), call.getType())
        .filter(type -> keepsScale(call.getKind(), left, right, type))
        .map(type ->
            new Bounded(
                builder.makeCall(
                    type, call.getOperator(), List.of(left.expression, right.expression)),
                ends.getFirst(),
                ends.getLast()));
  }

  /// A product of more digits after its point than a decimal can have was rounded.
  private static boolean keepsScale(SqlKind kind, Bounded left, Bounded right, RelDataType result) {
    int one = scale(left.expression.getType());
    int other = scale(right.expression.getType());
    return result.getScale() == (kind == SqlKind.TIMES ? one + other : Math.max(one, other));
  }

  /// All branches get the type of the whole.
  private Optional<Bounded> caseOf(RexCall call) {
    var operands = new ArrayList<>(call.getOperands());
    var least = BigDecimal.ZERO;
    var greatest = BigDecimal.ZERO;
    for (int i = 0; i < operands.size(); i++) {
      if (isBranch(i, operands.size()) && !RexLiteral.isNullLiteral(operands.get(i))) {
        var branch = bounded(operands.get(i)).orElse(null);
        if (branch == null) {
          return Optional.empty();
        }
        operands.set(i, branch.expression);
        least = least.min(branch.least);
        greatest = greatest.max(branch.greatest);
      }
    }
    var type = typed(least, greatest, call.getType()).orElse(null);
    if (type == null) {
      return Optional.empty();
    }
    for (int i = 0; i < operands.size(); i++) {
      if (isBranch(i, operands.size())) {
        operands.set(i, builder.ensureType(type, operands.get(i), false));
      }
    }
    return Optional.of(
        new Bounded(builder.makeCall(type, call.getOperator(), operands), least, greatest));
  }

  /// Conditions and branches take turns; the last branch is that of ELSE.
  private static boolean isBranch(int operand, int operands) {
    return operand % 2 == 1 || operand == operands - 1;
  }

  /// A cast that only adds digits before the point is left out.
  private Optional<Bounded> widened(RexCall cast) {
    return cast.getType().getSqlTypeName() == SqlTypeName.DECIMAL
        ? bounded(cast.getOperands().getFirst())
            .filter(operand ->
                operand.expression.getType().getSqlTypeName() == SqlTypeName.DECIMAL
                    && scale(operand.expression.getType()) == scale(cast.getType())
                    && operand.expression.getType().getPrecision() <= cast.getType().getPrecision())
        : Optional.empty();
  }

  /// The narrowest type of the scale of `wide` that holds both ends; empty above 64 bits.
  private Optional<RelDataType> typed(BigDecimal least, BigDecimal greatest, RelDataType wide) {
    if (!SqlTypeName.EXACT_TYPES.contains(wide.getSqlTypeName())) {
      return Optional.empty();
    }
    int scale = scale(wide);
    int precision = Math.max(digits(least, scale), digits(greatest, scale));
    if (precision > MAX_PRECISION) {
      return Optional.empty();
    }
    var factory = builder.getTypeFactory();
    var type = factory.createSqlType(SqlTypeName.DECIMAL, Math.max(precision, scale), scale);
    return Optional.of(factory.createTypeWithNullability(type, wide.isNullable()));
  }

  private static int digits(BigDecimal value, int scale) {
    return Math.max(
        1, value.setScale(scale, RoundingMode.UP).unscaledValue().abs().toString().length());
  }

  private static boolean isShort(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DECIMAL -> type.getPrecision() <= MAX_PRECISION;
      case TINYINT, SMALLINT, INTEGER -> true;
      default -> false;
    };
  }

  private static int scale(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL ? type.getScale() : 0;
  }
}
