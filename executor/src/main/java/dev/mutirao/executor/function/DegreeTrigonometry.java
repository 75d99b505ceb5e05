package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Trigonometry.cosine;
import static dev.mutirao.executor.function.Trigonometry.finite;

import dev.mutirao.connectors.function.ScalarFunction;

/// Sines, cosines, tangents and their inverses in degrees, exact where the result is: `sind(30)` is
/// 0.5. An angle is brought into the first quadrant, where values are scaled so that those at 30,
/// 45 and 60 degrees come out right.
final class DegreeTrigonometry {
  private static final double PER_DEGREE = Math.PI / 180;
  private static final double SINE_OF_30 = StrictMath.sin(30 * PER_DEGREE);
  private static final double ONE_MINUS_COSINE_OF_60 = 1 - StrictMath.cos(60 * PER_DEGREE);
  private static final double ARC_SINE_OF_HALF = StrictMath.asin(0.5);
  private static final double ARC_COSINE_OF_HALF = StrictMath.acos(0.5);
  private static final double ARC_TANGENT_OF_ONE = StrictMath.atan(1);
  private static final double TANGENT_OF_45 = sineInQuadrant(45) / cosineInQuadrant(45);

  private DegreeTrigonometry() {}

  @ScalarFunction(
      value = "sind",
      description = "The sine of an angle in degrees.",
      example = "sind(30)",
      result = "0.5")
  static double sind(double x) {
    double angle = Math.abs(finite("sind", x) % 360);
    double sign = x < 0 ? -1 : 1;
    if (angle > 180) {
      angle = 360 - angle;
      sign = -sign;
    }
    return sign * sineInQuadrant(angle > 90 ? 180 - angle : angle);
  }

  @ScalarFunction(
      value = "cosd",
      description = "The cosine of an angle in degrees.",
      example = "cosd(60)",
      result = "0.5")
  static double cosd(double x) {
    double angle = Math.abs(finite("cosd", x) % 360);
    angle = angle > 180 ? 360 - angle : angle;
    return angle > 90 ? -cosineInQuadrant(180 - angle) : cosineInQuadrant(angle);
  }

  @ScalarFunction(
      value = "tand",
      description = "The tangent of an angle in degrees.",
      example = "tand(45)",
      result = "1")
  static double tand(double x) {
    double angle = Math.abs(finite("tand", x) % 180);
    double sign = x < 0 ? -1 : 1;
    if (angle > 90) {
      angle = 180 - angle;
      sign = -sign;
    }
    return sign * (sineInQuadrant(angle) / cosineInQuadrant(angle) / TANGENT_OF_45) + 0.0;
  }

  @ScalarFunction(
      value = "cotd",
      description = "The cotangent of an angle in degrees.",
      example = "cotd(45)",
      result = "1")
  static double cotd(double x) {
    double angle = Math.abs(finite("cotd", x) % 180);
    double sign = x < 0 ? -1 : 1;
    if (angle > 90) {
      angle = 180 - angle;
      sign = -sign;
    }
    return sign * (cosineInQuadrant(angle) / sineInQuadrant(angle) * TANGENT_OF_45) + 0.0;
  }

  @ScalarFunction(
      value = "asind",
      description = "The angle in degrees whose sine is the number.",
      example = "asind(0.5)",
      result = "30")
  static double asind(double x) {
    double angle = arcSine(Math.abs(cosine("asind", x)));
    return x < 0 ? -angle : angle;
  }

  @ScalarFunction(
      value = "acosd",
      description = "The angle in degrees whose cosine is the number.",
      example = "acosd(0.5)",
      result = "60")
  static double acosd(double x) {
    cosine("acosd", x);
    return x < 0 ? 90 + arcSine(-x) : 90 - arcSine(x);
  }

  @NeverFails
  @ScalarFunction(
      value = "atand",
      description = "The angle in degrees whose tangent is the number.",
      example = "atand(1)",
      result = "45")
  static double atand(double x) {
    return StrictMath.atan(x) / ARC_TANGENT_OF_ONE * 45;
  }

  @NeverFails
  @ScalarFunction(
      value = "atan2d",
      description = "The angle in degrees of the point with this y and x.",
      example = "atan2d(1, 1)",
      result = "45")
  static double atan2d(double y, double x) {
    return StrictMath.atan2(y, x) / ARC_TANGENT_OF_ONE * 45;
  }

  /// Of 0 to 90 degrees.
  private static double sineInQuadrant(double angle) {
    return angle <= 30 ? sineToThirty(angle) : cosineToSixty(90 - angle);
  }

  private static double cosineInQuadrant(double angle) {
    return angle <= 60 ? cosineToSixty(angle) : sineToThirty(90 - angle);
  }

  private static double sineToThirty(double angle) {
    return StrictMath.sin(angle * PER_DEGREE) / SINE_OF_30 / 2;
  }

  private static double cosineToSixty(double angle) {
    return 1 - (1 - StrictMath.cos(angle * PER_DEGREE)) / ONE_MINUS_COSINE_OF_60 / 2;
  }

  /// Of 0 to 1.
  private static double arcSine(double x) {
    return x <= 0.5
        ? StrictMath.asin(x) / ARC_SINE_OF_HALF * 30
        : 90 - StrictMath.acos(x) / ARC_COSINE_OF_HALF * 60;
  }
}
