package paths;

import dev.mutirao.functions.StatefulFunction;

/// A rate that is drawn back to its mean (Ornstein and Uhlenbeck), in the steps that the process
/// really has between two times, not in approximate ones.
@StatefulFunction(
    value = "mean_reverting",
    description =
        "Rate after this step: of a normal number, the rate at first, its mean in the long run, how fast it reverts, its volatility a year, and the years that a step takes.",
    example =
        "mean_reverting(rand_normal(seed, trial, step), 0.02, 0.05, 0.8, 0.015, 1 / 12.0E0) OVER (PARTITION BY trial ORDER BY step)")
public final class MeanReverting {
  private boolean begun;
  private double rate;

  public double next(
      double normal, double start, double mean, double speed, double volatility, double years) {
    double kept = StrictMath.exp(-speed * years);
    double deviation = volatility * Math.sqrt((1 - kept * kept) / (2 * speed));
    rate = mean + ((begun ? rate : start) - mean) * kept + deviation * normal;
    begun = true;
    return rate;
  }
}
