package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;

/// Sines, cosines, tangents and their inverses, circular and hyperbolic, in radians. The bits are
/// those of {@link StrictMath} on every machine.
final class Trigonometry {
  private static final double LARGE = 1L << 28; // from here on 1 is lost beside the square
  private static final double LN_2 = StrictMath.log(2);

  private Trigonometry() {}

  @ScalarFunction(
      value = "sin",
      description = "The sine of an angle in radians.",
      example = "sin(0)",
      result = "0")
  static double sin(double x) {
    return StrictMath.sin(finite("sin", x));
  }

  @ScalarFunction(
      value = "cos",
      description = "The cosine of an angle in radians.",
      example = "cos(0)",
      result = "1")
  static double cos(double x) {
    return StrictMath.cos(finite("cos", x));
  }

  @ScalarFunction(
      value = "tan",
      description = "The tangent of an angle in radians.",
      example = "tan(0)",
      result = "0")
  static double tan(double x) {
    return StrictMath.tan(finite("tan", x));
  }

  @ScalarFunction(
      value = "cot",
      description = "The cotangent of an angle in radians.",
      example = "round(cot(0.5), 6)",
      result = "1.830488")
  static double cot(double x) {
    return 1 / StrictMath.tan(finite("cot", x));
  }

  @ScalarFunction(
      value = "asin",
      description = "The angle in radians whose sine is the number.",
      example = "asin(1)",
      result = "1.5707963267948966")
  static double asin(double x) {
    return StrictMath.asin(cosine("asin", x));
  }

  @ScalarFunction(
      value = "acos",
      description = "The angle in radians whose cosine is the number.",
      example = "acos(1)",
      result = "0")
  static double acos(double x) {
    return StrictMath.acos(cosine("acos", x));
  }

  @NeverFails
  @ScalarFunction(
      value = "atan",
      description = "The angle in radians whose tangent is the number.",
      example = "atan(1)",
      result = "0.7853981633974483")
  static double atan(double x) {
    return StrictMath.atan(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "atan2",
      description = "The angle in radians of the point with this y and x.",
      example = "atan2(1, 1)",
      result = "0.7853981633974483")
  static double atan2(double y, double x) {
    return StrictMath.atan2(y, x);
  }

  @NeverFails
  @ScalarFunction(
      value = "sinh",
      description = "The hyperbolic sine.",
      example = "sinh(0)",
      result = "0")
  static double sinh(double x) {
    return StrictMath.sinh(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "cosh",
      description = "The hyperbolic cosine.",
      example = "cosh(0)",
      result = "1")
  static double cosh(double x) {
    return StrictMath.cosh(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "tanh",
      description = "The hyperbolic tangent.",
      example = "tanh(0)",
      result = "0")
  static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  /// `ln(x + sqrt(x² + 1))` without losing digits near zero or overflowing far from it.
  @NeverFails
  @ScalarFunction(
      value = "asinh",
      description = "The number whose hyperbolic sine is given.",
      example = "asinh(0)",
      result = "0")
  static double asinh(double x) {
    double size = Math.abs(x);
    double result =
        size > LARGE
            ? StrictMath.log(size) + LN_2
            : StrictMath.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
    return Math.copySign(result, x);
  }

  /// `ln(x + sqrt(x² - 1))` in the same manner.
  @ScalarFunction(
      value = "acosh",
      description = "The number whose hyperbolic cosine is given.",
      example = "acosh(1)",
      result = "0")
  static double acosh(double x) {
    if (x < 1) {
      throw QueryErrors.invalidArgument("acosh", "a number from 1", TextFormat.real(x));
    }
    double above = x - 1;
    return x > LARGE
        ? StrictMath.log(x) + LN_2
        : StrictMath.log1p(above + Math.sqrt(2 * above + above * above));
  }

  @ScalarFunction(
      value = "atanh",
      description = "The number whose hyperbolic tangent is given.",
      example = "atanh(0)",
      result = "0")
  static double atanh(double x) {
    double size = Math.abs(cosine("atanh", x));
    return Math.copySign(0.5 * StrictMath.log1p(2 * size / (1 - size)), x);
  }

  @NeverFails
  @ScalarFunction(
      value = "degrees",
      description = "An angle in degrees from radians.",
      example = "degrees(pi())",
      result = "180")
  static double degrees(double radians) {
    return radians / (Math.PI / 180);
  }

  @NeverFails
  @ScalarFunction(
      value = "radians",
      description = "An angle in radians from degrees.",
      example = "radians(180)",
      result = "3.141592653589793")
  static double radians(double degrees) {
    return degrees * (Math.PI / 180);
  }

  static double finite(String function, double x) {
    if (Double.isInfinite(x)) {
      throw QueryErrors.invalidArgument(function, "a finite number", TextFormat.real(x));
    }
    return x;
  }

  static double cosine(String function, double x) {
    if (Math.abs(x) > 1) {
      throw QueryErrors.invalidArgument(function, "a number from -1 to 1", TextFormat.real(x));
    }
    return x;
  }
}
