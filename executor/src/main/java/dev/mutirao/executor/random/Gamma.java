package dev.mutirao.executor.random;

/// Gamma distributions of scale 1: G. Marsaglia and W. W. Tsang, "A simple method for generating
/// gamma variables", 2000. Logarithms, so that small shapes do not end as 0.
public final class Gamma {
  private Gamma() {}

  /// The logarithm of a random number of a gamma distribution.
  ///
  /// @param shape positive and finite
  public static double logarithm(Draws draws, double shape) {
    return shape < 1
        ? large(draws, shape + 1) + StrictMath.log(draws.uniform()) / shape
        : large(draws, shape);
  }

  private static double large(Draws draws, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = draws.normal();
      double root = 1 + c * x;
      double u = draws.uniform();
      if (root > 0) {
        double v = root * root * root;
        double logarithm = StrictMath.log(v);
        if (StrictMath.log(u) < 0.5 * x * x + d * (1 - v + logarithm)) {
          return StrictMath.log(d) + logarithm;
        }
      }
    }
  }
}
