package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.executor.elementary.Exponential;
import dev.mutirao.executor.elementary.Logarithm;

/// Mathematics on integers and floating-point numbers; {@link DecimalRounding} has that on
/// decimals.
final class MathFunctions {
  private static final double LN_2 = Logarithm.of(2);

  private MathFunctions() {}

  @ScalarFunction(
      value = "abs",
      description = "The size of a number, without its sign.",
      example = "abs(-7)",
      result = "7")
  static long abs(long x) {
    return x < 0 ? IntegerArithmetic.negate(x) : x;
  }

  @ScalarFunction("abs")
  static int abs(int x) {
    return x < 0 ? IntegerArithmetic.negate(x) : x;
  }

  @ScalarFunction("abs")
  static short abs(short x) {
    return x < 0 ? IntegerArithmetic.negate(x) : x;
  }

  @ScalarFunction("abs")
  static byte abs(byte x) {
    return x < 0 ? IntegerArithmetic.negate(x) : x;
  }

  @NeverFails
  @ScalarFunction("abs")
  static double abs(double x) {
    return Math.abs(x);
  }

  @NeverFails
  @ScalarFunction("abs")
  static float abs(float x) {
    return Math.abs(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "sign",
      description = "-1, 0 or 1 as the number is negative, zero or positive.",
      example = "sign(-2.5)",
      result = "-1")
  static double sign(double x) {
    return x == 0 ? 0 : Math.signum(x); // of -0 too
  }

  @NeverFails
  @ScalarFunction(
      value = "ceil",
      aliases = "ceiling",
      description = "The least whole number that is not less.",
      example = "ceil(1.2)",
      result = "2")
  static double ceil(double x) {
    return Math.ceil(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "floor",
      description = "The greatest whole number that is not greater.",
      example = "floor(-1.2)",
      result = "-2")
  static double floor(double x) {
    return Math.floor(x);
  }

  @NeverFails
  @ScalarFunction(value = "ceil")
  static long ceil(long x) {
    return x;
  }

  @NeverFails
  @ScalarFunction(value = "floor")
  static long floor(long x) {
    return x;
  }

  @NeverFails
  @ScalarFunction(
      value = "trunc",
      aliases = "truncate",
      description = "The number cut towards zero, to so many digits after the point.",
      example = "trunc(-1.57, 1)",
      result = "-1.5")
  static double trunc(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  @NeverFails
  @ScalarFunction("trunc")
  static long trunc(long x) {
    return x;
  }

  @ScalarFunction("trunc")
  static double trunc(double x, int digits) {
    return Rounding.of(x, digits, java.math.RoundingMode.DOWN);
  }

  @NeverFails
  @ScalarFunction(
      value = "round",
      description =
          "The nearest whole number, or number of so many digits after the point. Halves go away from zero; of DOUBLE without digits, to the even number.",
      example = "round(2.345, 2)",
      result = "2.35")
  static double round(double x) {
    return Math.rint(x);
  }

  @NeverFails
  @ScalarFunction("round")
  static long round(long x) {
    return x;
  }

  @ScalarFunction("round")
  static double round(double x, int digits) {
    return Rounding.of(x, digits, java.math.RoundingMode.HALF_UP);
  }

  @ScalarFunction("round")
  static long round(long x, int digits) {
    return Rounding.of(x, digits);
  }

  @ScalarFunction(
      value = "sqrt",
      description = "The square root.",
      example = "sqrt(2.25)",
      result = "1.5")
  static double sqrt(double x) {
    if (x < 0) {
      throw QueryErrors.invalidArgument(
          "sqrt", "a number that is not negative", TextFormat.real(x));
    }
    return Math.sqrt(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "cbrt",
      description = "The cube root.",
      example = "cbrt(27)",
      result = "3")
  static double cbrt(double x) {
    return StrictMath.cbrt(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "power",
      aliases = {"pow", "^"},
      description = "The first raised to the second.",
      example = "power(2, 10)",
      result = "1024")
  static double power(double x, double y) {
    return StrictMath.pow(x, y);
  }

  @NeverFails
  @ScalarFunction(
      value = "exp",
      description = "e raised to the number.",
      example = "exp(0)",
      result = "1")
  static double exp(double x) {
    return Exponential.of(x);
  }

  @ScalarFunction(
      value = "ln",
      description = "The natural logarithm.",
      example = "ln(1)",
      result = "0")
  static double ln(double x) {
    return Logarithm.of(positive("ln", x));
  }

  @ScalarFunction(
      value = "log10",
      description = "The logarithm to base 10.",
      example = "log10(1000)",
      result = "3")
  static double log10(double x) {
    return StrictMath.log10(positive("log10", x));
  }

  @ScalarFunction(
      value = "log",
      description = "The logarithm to base 10, or to the base that comes first.",
      example = "log(2, 8)",
      result = "3")
  static double log(double base, double x) {
    double divisor = Logarithm.of(positive("log", base));
    if (base == 2) {
      return log2(x);
    }
    if (base == 10) {
      return StrictMath.log10(positive("log", x));
    }
    if (divisor == 0) {
      throw QueryErrors.invalidArgument("log", "a base other than 1", TextFormat.real(base));
    }
    double quotient = Logarithm.of(positive("log", x)) / divisor;
    double whole = Math.rint(quotient);
    return StrictMath.pow(base, whole) == x ? whole : quotient;
  }

  @ScalarFunction("log")
  static double log(double x) {
    return StrictMath.log10(positive("log", x));
  }

  @ScalarFunction(
      value = "log2",
      description = "The logarithm to base 2.",
      example = "log2(8)",
      result = "3")
  static double log2(double x) {
    double positive = positive("log2", x);
    if (!Double.isFinite(positive)) {
      return positive;
    }
    int exponent = Math.getExponent(positive);
    double mantissa = positive / Math.scalb(1.0, exponent);
    if (mantissa > Math.sqrt(2)) {
      mantissa /= 2;
      exponent++;
    }
    return exponent + Logarithm.of(mantissa) / LN_2;
  }

  @NeverFails
  @ScalarFunction(
      value = "pi",
      description = "The number pi.",
      example = "pi()",
      result = "3.141592653589793")
  static double pi() {
    return Math.PI;
  }

  @NeverFails
  @ScalarFunction(
      value = "isnan",
      description = "Whether the number is NaN.",
      example = "isnan(CAST('NaN' AS DOUBLE))",
      result = "true")
  static boolean isNan(double x) {
    return Double.isNaN(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "isinf",
      description = "Whether the number is an infinity.",
      example = "isinf(CAST('-Infinity' AS DOUBLE))",
      result = "true")
  static boolean isInfinite(double x) {
    return Double.isInfinite(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "isfinite",
      description = "Whether the number is neither an infinity nor NaN.",
      example = "isfinite(1.5)",
      result = "true")
  static boolean isFinite(double x) {
    return Double.isFinite(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "signbit",
      description = "Whether the number has a minus, as -0 has too.",
      example = "signbit(-0.5)",
      result = "true")
  static boolean signBit(double x) {
    return Double.doubleToRawLongBits(x) < 0 && !Double.isNaN(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "nextafter",
      description = "The DOUBLE next to the first number on the way to the second.",
      example = "nextafter(1, 2)",
      result = "1.0000000000000002")
  static double nextAfter(double x, double towards) {
    return Math.nextAfter(x, towards);
  }

  @ScalarFunction(
      value = "width_bucket",
      description =
          "Which of n equal parts between two bounds holds the number: 0 before the first, n + 1 after the last.",
      example = "width_bucket(5.35, 0.024, 10.06, 5)",
      result = "3")
  static int widthBucket(double x, double low, double high, int count) {
    if (count <= 0) {
      throw QueryErrors.invalidArgument(
          "width_bucket", "a count greater than zero", Integer.toString(count));
    }
    if (Double.isNaN(x) || !Double.isFinite(low) || !Double.isFinite(high) || low == high) {
      throw QueryErrors.invalidArgument(
          "width_bucket",
          "a number, and two finite bounds that differ",
          TextFormat.real(x) + ", " + TextFormat.real(low) + ", " + TextFormat.real(high));
    }
    boolean upwards = low < high;
    if (upwards ? x < low : x > low) {
      return 0;
    }
    if (upwards ? x >= high : x <= high) {
      return IntegerArithmetic.add(count, 1);
    }
    // halves keep the differences finite
    double part = (x / 2 - low / 2) / (high / 2 - low / 2);
    return (int) Math.min(count - 1L, (long) (part * count)) + 1;
  }

  private static double positive(String function, double x) {
    if (x <= 0) {
      throw QueryErrors.invalidArgument(function, "a number greater than zero", TextFormat.real(x));
    }
    return x;
  }
}
