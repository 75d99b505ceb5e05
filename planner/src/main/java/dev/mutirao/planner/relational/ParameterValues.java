package dev.mutirao.planner.relational;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.type.SqlTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/// Puts constants in the place of `?`, cast to the type that the validator found for each.
public final class ParameterValues {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int MILLIS_PER_SECOND = 1_000;

  private ParameterValues() {}

  public static RelNode put(RelNode tree, List<Literal> values) {
    var builder = tree.getCluster().getRexBuilder();
    var constants = values.stream().map(value -> constant(value, builder)).toList();
    return put(tree, new Replacement(constants, builder));
  }

  private static RelNode put(RelNode tree, Replacement replacement) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return super.visit(node).accept(replacement);
          }
        });
  }

  private static final class Replacement extends RexShuttle {
    private final List<RexNode> constants;
    private final RexBuilder builder;

    Replacement(List<RexNode> constants, RexBuilder builder) {
      this.constants = constants;
      this.builder = builder;
    }

    @Override
    public RexNode visitDynamicParam(RexDynamicParam parameter) {
      return builder.makeAbstractCast(
          parameter.getType(), constants.get(parameter.getIndex()), false);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      var inside = (RexSubQuery) super.visitSubQuery(subquery);
      return inside.clone(put(inside.rel, this));
    }
  }

  private static RexNode constant(Literal literal, RexBuilder builder) {
    var type = SqlTypes.toCalcite(builder.getTypeFactory(), literal.type(), literal.isNull());
    return literal.isNull()
        ? builder.makeNullLiteral(type)
        : builder.makeLiteral(value(literal), type, true);
  }

  private static Object value(Literal literal) {
    return switch (literal.value()) {
      case String text -> new NlsString(text, null, null);
      case Binary binary -> new ByteString(binary.bytes());
      case BigInteger unscaled -> new BigDecimal(unscaled, ((Type.Decimal) literal.type()).scale());
      case Double number -> number;
      case Boolean truth -> truth;
      case Long number -> ofLong(number, literal.type());
      case null, default -> throw new IllegalArgumentException("value of a parameter: " + literal);
    };
  }

  private static Object ofLong(long value, Type type) {
    return switch (type) {
      case Type.Decimal(int ignored, int scale) -> BigDecimal.valueOf(value, scale);
      case Type.Simple simple ->
          switch (simple) {
            case DATE -> DateString.fromDaysSinceEpoch((int) value);
            case TIME ->
                TimeString.fromMillisOfDay((int) (value / MICROS_PER_SECOND) * MILLIS_PER_SECOND)
                    .withNanos((int) (value % MICROS_PER_SECOND) * NANOS_PER_MICRO);
            case TIMESTAMP, INSTANT ->
                TimestampString.fromMillisSinceEpoch(
                        Math.floorDiv(value, MICROS_PER_SECOND) * MILLIS_PER_SECOND)
                    .withNanos((int) Math.floorMod(value, MICROS_PER_SECOND) * NANOS_PER_MICRO);
            default -> BigDecimal.valueOf(value);
          };
    };
  }
}
