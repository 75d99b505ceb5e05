package dev.mutirao.planner.expression;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// Constants of Calcite as the plan language's.
public final class Literals {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int MICROSECOND_DIGITS = 6;

  private Literals() {}

  /// The constant that Calcite holds, as a value of `type`.
  public static Literal of(RexLiteral literal, Type type) {
    return literal.isNull() ? Literal.ofNull(type) : new Literal(type, value(plain(literal), type));
  }

  /// Dates and times as their strings, which keep microseconds.
  private static @Nullable Comparable<?> plain(RexLiteral literal) {
    return switch (literal.getTypeName()) {
      case DATE -> literal.getValueAs(DateString.class);
      case TIME, TIME_WITH_LOCAL_TIME_ZONE -> literal.getValueAs(TimeString.class);
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> literal.getValueAs(TimestampString.class);
      default -> literal.getValue();
    };
  }

  private static Object value(@Nullable Comparable<?> value, Type type) {
    return switch (value) {
      case Boolean truth -> truth;
      case BigDecimal number -> number(number, type);
      case Double number -> type == Type.Simple.REAL ? (double) number.floatValue() : number;
      case NlsString text -> text.getValue();
      case ByteString bytes -> new Binary(bytes.getBytes());
      case DateString date -> (long) date.getDaysSinceEpoch();
      case TimeString time ->
          time.getMillisOfDay() / 1_000 * MICROS_PER_SECOND + fraction(time.toString());
      case TimestampString timestamp ->
          Math.floorDiv(timestamp.getMillisSinceEpoch(), 1_000L) * MICROS_PER_SECOND
              + fraction(timestamp.toString());
      case null, default ->
          throw new IllegalArgumentException(
              "constant of class " + (value == null ? "null" : value.getClass()));
    };
  }

  /// Microseconds behind the point of a time's or timestamp's text.
  private static long fraction(String text) {
    var point = text.indexOf('.');
    if (point < 0) {
      return 0;
    }
    var digits = (text.substring(point + 1) + "000000").substring(0, MICROSECOND_DIGITS);
    return Long.parseLong(digits);
  }

  private static Object number(BigDecimal number, Type type) {
    return switch (type) {
      case Type.Decimal decimal -> unscaled(number, decimal);
      case Type.Simple simple ->
          switch (simple) {
            case REAL -> (double) number.floatValue();
            case DOUBLE -> number.doubleValue();
            case INTERVAL_MICROS -> number.longValueExact() * MICROS_PER_MILLI;
            default -> number.longValueExact();
          };
    };
  }

  private static Object unscaled(BigDecimal number, Type.Decimal type) {
    var unscaled = number.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
    return type.isShort() ? (Object) unscaled.longValueExact() : unscaled;
  }

  /// Some value of a type, not NULL.
  public static Literal anyValue(Type type) {
    return new Literal(
        type,
        switch (type.layout()) {
          case BIT -> (Object) false;
          case INT8, INT16, INT32, INT64 -> 0L;
          case FLOAT32, FLOAT64 -> 0.0;
          case INT128 -> BigInteger.ZERO;
          case BYTES -> type == Type.Simple.VARBINARY ? new Binary(new byte[0]) : "";
        });
  }

  /// The value of a LIMIT or an OFFSET.
  public static long wholeNumber(RexLiteral literal) {
    var number = literal.getValueAs(BigDecimal.class);
    if (number == null || number.signum() < 0) {
      throw QueryErrors.invalidArgument(
          "LIMIT and OFFSET", "a whole number from 0", String.valueOf(number));
    }
    return number.min(BigDecimal.valueOf(Long.MAX_VALUE / 2)).longValue();
  }

  /// The same number as a value of another numeric type, when that type holds it exactly; nothing
  /// otherwise. A NULL is of every type.
  static Optional<Literal> convert(Literal literal, Type type) {
    if (literal.type().equals(type)) {
      return Optional.of(literal);
    }
    if (literal.isNull()) {
      return Optional.of(Literal.ofNull(type));
    }
    return number(literal).flatMap(number -> ofNumber(number, type));
  }

  private static Optional<BigDecimal> number(Literal literal) {
    return switch (literal.type()) {
      case Type.Decimal(int ignored, int scale) ->
          switch (literal.value()) {
            case Long unscaled -> Optional.of(BigDecimal.valueOf(unscaled, scale));
            case BigInteger unscaled -> Optional.of(new BigDecimal(unscaled, scale));
            case null, default -> Optional.empty();
          };
      case Type.Simple simple ->
          switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                Optional.of(BigDecimal.valueOf((Long) literal.value()));
            default -> Optional.empty();
          };
    };
  }

  private static Optional<Literal> ofNumber(BigDecimal number, Type type) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) -> {
        var fits =
            number.stripTrailingZeros().scale() <= scale
                && number.precision() - number.scale() <= precision - scale;
        yield fits
            ? Optional.of(new Literal(type, unscaled(number, (Type.Decimal) type)))
            : Optional.empty();
      }
      case Type.Simple simple ->
          switch (simple) {
            case TINYINT -> integer(number, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integer(number, type, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> integer(number, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> integer(number, type, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> Optional.of(new Literal(type, number.doubleValue()));
            case REAL -> Optional.of(new Literal(type, (double) number.floatValue()));
            default -> Optional.empty();
          };
    };
  }

  private static Optional<Literal> integer(
      BigDecimal number, Type type, long least, long greatest) {
    var whole = number.stripTrailingZeros().scale() <= 0;
    var inRange =
        number.compareTo(BigDecimal.valueOf(least)) >= 0
            && number.compareTo(BigDecimal.valueOf(greatest)) <= 0;
    return whole && inRange
        ? Optional.of(new Literal(type, number.longValueExact()))
        : Optional.empty();
  }
}
