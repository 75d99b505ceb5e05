package paths;

import dev.mutirao.functions.StatefulFunction;

/// A price that also jumps (Merton): so many times a year on average, each time by a factor whose
/// logarithm is normal. The drift is that of the mean price, jumps and all.
@StatefulFunction(
    value = "jump_diffusion",
    description =
        "Price after this step: of a normal number, the jumps in the step and another normal number for them, the price at first, drift and volatility a year, how many jumps a year there are, mean and deviation of their logarithm, and the years that a step takes.",
    example =
        "jump_diffusion(rand_normal(seed, trial, 2 * step), rand_poisson(seed, trial, 0.5 / 12, 2 * step + 1), rand_normal(seed + 1, trial, step), 100, 0.05, 0.2, 0.5, -0.1, 0.15, 1 / 12.0E0) OVER (PARTITION BY trial ORDER BY step)")
public final class JumpDiffusion {
  private double logarithm;

  public double next(
      double normal,
      long jumps,
      double jumpNormal,
      double start,
      double drift,
      double volatility,
      double jumpsPerYear,
      double jumpMean,
      double jumpDeviation,
      double years) {
    double meanJump = StrictMath.exp(jumpMean + jumpDeviation * jumpDeviation / 2) - 1;
    logarithm +=
        (drift - volatility * volatility / 2 - jumpsPerYear * meanJump) * years
            + volatility * Math.sqrt(years) * normal
            + jumps * jumpMean
            + Math.sqrt(jumps) * jumpDeviation * jumpNormal;
    return start * StrictMath.exp(logarithm);
  }
}
