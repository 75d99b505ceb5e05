package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.IntStream;

/// DECIMALs as the `BigDecimal` that functions of users take and return.
final class DecimalValues {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final int DIGITS_OF_LONG = 18;
  private static final int MOST_BITS = 1 << 20;
  private static final int DIGITS_OF_MOST_BITS = 315_000;
  private static final int MOST_SHOWN = 100;
  private static final MathContext SHORT = new MathContext(20);

  /// The least number with more than 18 digits, at every scale.
  private static final BigDecimal[] WIDE =
      IntStream.rangeClosed(0, Type.Decimal.MAX_PRECISION)
          .mapToObj(scale -> new BigDecimal(BigInteger.TEN.pow(DIGITS_OF_LONG), scale))
          .toArray(BigDecimal[]::new);

  /// The greatest of those below zero.
  private static final BigDecimal[] WIDE_NEGATIVE =
      Arrays.stream(WIDE).map(BigDecimal::negate).toArray(BigDecimal[]::new);

  private DecimalValues() {}

  /// From the engine's digits, a `long` or an {@link Int128}.
  static MethodHandle toJava(Class<?> engine, int scale) {
    return MethodHandles.insertArguments(
        find("decimal", BigDecimal.class, engine, int.class), 1, scale);
  }

  /// To the digits of a type, boxed, null for null.
  static MethodHandle toEngine(Type.Decimal type) {
    var convert =
        type.layout() == Layout.INT128
            ? find("unscaledWide", Int128.class, BigDecimal.class, int.class, int.class)
            : find("unscaled", Long.class, BigDecimal.class, int.class, int.class);
    return MethodHandles.insertArguments(convert, 1, type.precision(), type.scale());
  }

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(
          DecimalValues.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static BigDecimal decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale);
  }

  static BigDecimal decimal(Int128 unscaled, int scale) {
    return unscaled.high() == unscaled.low() >> 63
        ? BigDecimal.valueOf(unscaled.low(), scale)
        : new BigDecimal(unscaled.toBigInteger(), scale);
  }

  static Long unscaled(BigDecimal value, int precision, int scale) {
    if (value == null) {
      return null;
    }
    boolean fits = isNarrow(value, scale) && value.precision() <= precision;
    return small(fits ? value : rounded(value, precision, scale), scale);
  }

  static Int128 unscaledWide(BigDecimal value, int precision, int scale) {
    if (value == null) {
      return null;
    }
    if (isNarrow(value, scale)) {
      return Int128.of(small(value, scale));
    }
    var rounded = rounded(value, precision, scale);
    return rounded.precision() <= DIGITS_OF_LONG
        ? Int128.of(small(rounded, scale))
        : Int128.of(rounded.unscaledValue());
  }

  /// Whether a number has this scale and at most 18 digits: most have, and it is known without
  /// other objects.
  private static boolean isNarrow(BigDecimal value, int scale) {
    return value.scale() == scale
        && value.compareTo(WIDE[scale]) < 0
        && value.compareTo(WIDE_NEGATIVE[scale]) > 0;
  }

  /// The digits of a number that has at most 18 of them, without a `BigInteger`.
  private static long small(BigDecimal rounded, int scale) {
    return rounded.scaleByPowerOfTen(scale).longValueExact();
  }

  /// Brings a value to a scale. How many digits that takes is looked at before, since a value such
  /// as `1e1000000000` has few and would get more than the heap can hold.
  private static BigDecimal rounded(BigDecimal value, int precision, int scale) {
    if (value.unscaledValue().bitLength() > MOST_BITS) {
      throw new ArithmeticException("its result has more than " + DIGITS_OF_MOST_BITS + " digits");
    }
    long before = (long) value.precision() - value.scale(); // digits before the point
    if (value.signum() == 0 || before < -scale) {
      return BigDecimal.valueOf(0, scale);
    }
    if (before > precision - scale) {
      throw doesNotFit(precision, scale, value);
    }
    var rounded = value.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision) {
      throw doesNotFit(precision, scale, value);
    }
    return rounded;
  }

  private static ArithmeticException doesNotFit(int precision, int scale, BigDecimal value) {
    boolean isShort =
        Math.abs((long) value.scale()) <= MOST_SHOWN && value.precision() <= MOST_SHOWN;
    return ValueTypes.doesNotFit(
        "DECIMAL(" + precision + ", " + scale + ")",
        isShort ? value.stripTrailingZeros().toPlainString() : value.round(SHORT).toString());
  }
}
