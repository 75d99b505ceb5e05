package dev.mutirao.executor.random;

import dev.mutirao.executor.elementary.Logarithm;

/// Values of continuous distributions. Parameters are the caller's to check.
public final class Continuous {
  private Continuous() {}

  /// @param rate above 0; the mean is 1 / rate
  public static double exponential(Draw draw, double rate) {
    return -Logarithm.of(draw.uniform()) / rate;
  }

  /// @param mode the likeliest value, from `low` to `high`
  public static double triangular(Draw draw, double low, double mode, double high) {
    double width = high - low;
    if (width == 0) {
      return low;
    }
    double u = draw.uniform();
    return u * width < mode - low
        ? low + Math.sqrt(u * width * (mode - low))
        : high - Math.sqrt((1 - u) * width * (high - mode));
  }

  /// Marsaglia and Tsang, "A simple method for generating gamma variables", 2000. The mean is shape
  /// times scale.
  ///
  /// @param shape above 0
  /// @param scale above 0
  public static double gamma(Draw draw, double shape, double scale) {
    return shape < 1
        ? atLeastOne(draw, shape + 1) * StrictMath.pow(draw.uniform(), 1 / shape) * scale
        : atLeastOne(draw, shape) * scale;
  }

  private static double atLeastOne(Draw draw, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = draw.normal();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0 && Logarithm.of(draw.uniform()) < x * x / 2 + d - d * v + d * Logarithm.of(v)) {
        return d * v;
      }
    }
  }

  /// A part of the sum of two gamma values.
  ///
  /// @param a above 0
  /// @param b above 0
  public static double beta(Draw draw, double a, double b) {
    double one = gamma(draw, a, 1);
    double other = gamma(draw, b, 1);
    double sum = one + other;
    if (sum > 0) {
      return one / sum;
    }
    return draw.uniform() < a / (a + b) ? 1 : 0; // both parameters tiny: one of the ends
  }

  /// @param freedom degrees of freedom, above 0
  public static double studentT(Draw draw, double freedom) {
    return draw.normal() / Math.sqrt(gamma(draw, freedom / 2, 2) / freedom);
  }
}
