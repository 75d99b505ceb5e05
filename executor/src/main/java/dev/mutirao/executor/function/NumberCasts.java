package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Casts between numbers. What does not fit is an error.
final class NumberCasts {
  private static final double TWO_TO_63 = 0x1p63;
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private NumberCasts() {}

  /// From one numeric type to another.
  static Implementation of(Type from, Type to) {
    if (from instanceof Decimal decimal) {
      return to instanceof Decimal target
          ? decimalToDecimal(decimal, target)
          : fromDecimal(decimal, (Simple) to);
    }
    if (to instanceof Decimal target) {
      return toDecimal((Simple) from, target);
    }
    return simple((Simple) from, (Simple) to);
  }

  private static Implementation simple(Simple from, Simple to) {
    var type = MethodType.methodType(JavaType.of(to.layout()), JavaType.of(from.layout()));
    boolean fromReal = from == Simple.REAL || from == Simple.DOUBLE;
    if (to == Simple.DOUBLE || to == Simple.REAL && from != Simple.DOUBLE) {
      return Implementation.strict(
          MethodHandles.explicitCastArguments(MethodHandles.identity(type.returnType()), type),
          false);
    }
    if (to == Simple.REAL) {
      return Implementation.strict(Handles.find(NumberCasts.class, "toReal"), true);
    }
    if (!fromReal && from.layout().width() <= to.layout().width()) {
      return Implementation.strict(MethodHandles.identity(type.returnType()).asType(type), false);
    }
    var narrow = Handles.find(NumberCasts.class, fromReal ? "round" : "narrow");
    var bound = MethodHandles.insertArguments(narrow, 1, min(to), max(to), to.sql());
    return Implementation.strict(MethodHandles.explicitCastArguments(bound, type), true);
  }

  static long min(Simple type) {
    return -1L << 8 * type.layout().width() - 1;
  }

  static long max(Simple type) {
    return ~min(type);
  }

  private static Implementation toDecimal(Simple from, Decimal to) {
    var source = JavaType.of(from.layout());
    MethodHandle handle;
    if (from == Simple.REAL || from == Simple.DOUBLE) {
      var name = from == Simple.REAL ? "realToDecimal" : "doubleToDecimal";
      handle = MethodHandles.insertArguments(Handles.find(NumberCasts.class, name), 1, to);
      return Implementation.strict(narrowed(handle, to), true);
    }
    if (to.isShort()) {
      long whole = DecimalMath.power(to.precision() - to.scale());
      handle =
          MethodHandles.insertArguments(
              Handles.find(NumberCasts.class, "scaleUp"),
              1,
              DecimalMath.power(to.scale()),
              whole,
              0,
              to);
      return Implementation.strict(handle.asType(MethodType.methodType(long.class, source)), true);
    }
    handle = MethodHandles.insertArguments(Handles.find(NumberCasts.class, "rescaled"), 1, 0, to);
    return Implementation.strict(
        MethodHandles.filterArguments(
            handle, 0, Handles.WIDEN.asType(MethodType.methodType(Int128.class, source))),
        true);
  }

  private static Implementation fromDecimal(Decimal from, Simple to) {
    var target = JavaType.of(to.layout());
    if (to == Simple.DOUBLE || to == Simple.REAL) {
      var name =
          (from.isShort() ? "short" : "long") + (to == Simple.DOUBLE ? "ToDouble" : "ToReal");
      return Implementation.strict(
          MethodHandles.insertArguments(Handles.find(NumberCasts.class, name), 1, from.scale()),
          false);
    }
    var whole =
        MethodHandles.insertArguments(
            Handles.find(NumberCasts.class, from.isShort() ? "shortToInteger" : "longToInteger"),
            1,
            from.scale(),
            min(to),
            max(to),
            to.sql());
    return Implementation.strict(
        MethodHandles.explicitCastArguments(whole, whole.type().changeReturnType(target)), true);
  }

  private static Implementation decimalToDecimal(Decimal from, Decimal to) {
    int up = to.scale() - from.scale();
    boolean fits = up >= 0 && to.precision() - to.scale() >= from.precision() - from.scale();
    if (from.isShort() && to.isShort()) {
      if (fits && up == 0) {
        return Implementation.strict(MethodHandles.identity(long.class), false);
      }
      var handle =
          up >= 0
              ? MethodHandles.insertArguments(
                  Handles.find(NumberCasts.class, "scaleUp"),
                  1,
                  DecimalMath.power(up),
                  DecimalMath.power(to.precision() - up),
                  from.scale(),
                  to)
              : MethodHandles.insertArguments(
                  Handles.find(NumberCasts.class, "scaleDown"),
                  1,
                  DecimalMath.power(-up),
                  DecimalMath.power(to.precision()),
                  from.scale(),
                  to);
      return Implementation.strict(handle, true);
    }
    var handle =
        MethodHandles.insertArguments(
            Handles.find(NumberCasts.class, "rescaled"), 1, from.scale(), to);
    if (from.isShort()) {
      handle = MethodHandles.filterArguments(handle, 0, Handles.WIDEN);
    }
    return Implementation.strict(narrowed(handle, to), true);
  }

  private static MethodHandle narrowed(MethodHandle handle, Decimal to) {
    return to.layout() == Layout.INT64
        ? MethodHandles.filterReturnValue(handle, Handles.find(DecimalMath.class, "narrow"))
        : handle;
  }

  static long narrow(long value, long min, long max, String type) {
    if (value < min || value > max) {
      throw outOfRange(Long.toString(value), type);
    }
    return value;
  }

  /// Rounds half to even.
  static long round(double value, long min, long max, String type) {
    double rounded = Math.rint(value);
    if (!(rounded >= min && rounded <= max) || rounded == TWO_TO_63) {
      throw outOfRange(TextFormat.real(value), type);
    }
    return (long) rounded;
  }

  static float toReal(double value) {
    float result = (float) value;
    if (Float.isInfinite(result) && !Double.isInfinite(value)) {
      throw outOfRange(TextFormat.real(value), "REAL");
    }
    return result;
  }

  /// @param scale of the value
  static long scaleUp(long value, long factor, long bound, int scale, Decimal type) {
    if (value >= bound || value <= -bound) {
      throw outOfRange(BigDecimal.valueOf(value, scale).toPlainString(), type.sql());
    }
    return value * factor;
  }

  /// @param scale of the value
  static long scaleDown(long value, long divisor, long bound, int scale, Decimal type) {
    long rounded = DecimalMath.divideRounded(value, divisor);
    if (rounded >= bound || rounded <= -bound) {
      throw outOfRange(BigDecimal.valueOf(value, scale).toPlainString(), type.sql());
    }
    return rounded;
  }

  /// @param scale of the value
  static Int128 rescaled(Int128 value, int scale, Decimal type) {
    try {
      return DecimalMath.rescaled(value, type.scale() - scale, type.precision());
    } catch (MutiraoException tooLarge) {
      throw outOfRange(new BigDecimal(value.toBigInteger(), scale).toPlainString(), type.sql());
    }
  }

  static long shortToInteger(long unscaled, int scale, long min, long max, String type) {
    long whole = DecimalMath.divideRounded(unscaled, DecimalMath.power(scale));
    if (whole < min || whole > max) {
      throw outOfRange(BigDecimal.valueOf(unscaled, scale).toPlainString(), type);
    }
    return whole;
  }

  static long longToInteger(Int128 unscaled, int scale, long min, long max, String type) {
    var whole = DecimalMath.roundedQuotient(unscaled.toBigInteger(), DecimalMath.widePower(scale));
    if (whole.bitLength() > 63 || whole.longValue() < min || whole.longValue() > max) {
      throw outOfRange(new BigDecimal(unscaled.toBigInteger(), scale).toPlainString(), type);
    }
    return whole.longValue();
  }

  /// The nearest double: one division of two exact numbers where that is possible.
  static double shortToDouble(long unscaled, int scale) {
    return unscaled < EXACT_IN_DOUBLE && unscaled > -EXACT_IN_DOUBLE
        ? unscaled / (double) DecimalMath.power(scale)
        : BigDecimal.valueOf(unscaled, scale).doubleValue();
  }

  static double longToDouble(Int128 unscaled, int scale) {
    return new BigDecimal(unscaled.toBigInteger(), scale).doubleValue();
  }

  static float shortToReal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).floatValue();
  }

  static float longToReal(Int128 unscaled, int scale) {
    return new BigDecimal(unscaled.toBigInteger(), scale).floatValue();
  }

  static Int128 doubleToDecimal(double value, Decimal type) {
    return toDecimal(value, Double.toString(value), type);
  }

  static Int128 realToDecimal(float value, Decimal type) {
    return toDecimal(value, Float.toString(value), type);
  }

  /// From the shortest digits that read back: CAST(0.1 AS DECIMAL(38, 30)) is 0.1.
  private static Int128 toDecimal(double value, String digits, Decimal type) {
    if (!Double.isFinite(value)) {
      throw outOfRange(TextFormat.real(value), type.sql());
    }
    BigInteger unscaled =
        new BigDecimal(digits).setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
    if (unscaled.abs().compareTo(DecimalMath.widePower(type.precision())) >= 0) {
      throw outOfRange(TextFormat.real(value), type.sql());
    }
    return Int128.of(unscaled);
  }

  static RuntimeException outOfRange(String value, String type) {
    return QueryErrors.overflow(
        "CAST(" + value + " AS " + type + ")", type, "use a wider type, or TRY_CAST to get NULL");
  }
}
