package dev.mutirao.planner.expression;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.type.SqlTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/// Constants of the plan language as Calcite's.
public final class Constants {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int MILLIS_PER_SECOND = 1_000;

  private Constants() {}

  /// A literal with the value, which may be of any type but an interval.
  public static RexNode of(Literal literal, RexBuilder builder) {
    var type = SqlTypes.toCalcite(builder.getTypeFactory(), literal.type(), literal.isNull());
    return of(literal, type, builder);
  }

  /// Whether Calcite can hold the value: its dates have years from 1 to 9999.
  static boolean exists(Literal literal) {
    if (!(literal.value() instanceof Long value) || !(literal.type() instanceof Type.Simple type)) {
      return true;
    }
    return switch (type) {
      case DATE -> isInCalendar(value);
      case TIMESTAMP, INSTANT -> isInCalendar(Math.floorDiv(value, MICROS_PER_DAY));
      default -> true;
    };
  }

  private static boolean isInCalendar(long day) {
    return day >= FIRST_DAY && day <= LAST_DAY;
  }

  /// The value as an expression of exactly `type`: a literal, or one that is cast to be nullable.
  static RexNode of(Literal literal, RelDataType type, RexBuilder builder) {
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
      case null, default -> throw new IllegalArgumentException("value of a constant: " + literal);
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
