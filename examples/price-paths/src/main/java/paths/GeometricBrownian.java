package paths;

import dev.mutirao.functions.StatefulFunction;

/// A price whose logarithm has independent normal steps.
@StatefulFunction(
    value = "geometric_brownian",
    description =
        "Price after this step: of a normal number, the price at first, drift and volatility a year, and the years that a step takes.",
    example =
        "geometric_brownian(rand_normal(seed, trial, step), 100, 0.05, 0.2, 1 / 12.0E0) OVER (PARTITION BY trial ORDER BY step)")
public final class GeometricBrownian {
  private double logarithm;

  public double next(double normal, double start, double drift, double volatility, double years) {
    logarithm +=
        (drift - volatility * volatility / 2) * years + volatility * Math.sqrt(years) * normal;
    return start * StrictMath.exp(logarithm);
  }
}
