package dev.mutirao.executor.random;

/// Random whole numbers. Small means go through the inverse of the distribution with one draw,
/// others through transformed rejection (W. Hörmann, "The transformed rejection method for
/// generating Poisson random variables" and "The generation of binomial random variates", 1993).
public final class Counts {
  /// The greatest mean of a Poisson distribution and number of trials of a binomial one, up to
  /// which the logarithms below are exact enough.
  public static final double MOST = 1e9;

  private static final double INVERTED_BELOW = 10;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
  private static final double[] LOG_FACTORIALS = logFactorials();

  private Counts() {}

  /// Each whole number from `low` to `high` with the same probability: D. Lemire, "Fast random
  /// integer generation in an interval", 2019.
  public static long between(Draws draws, long low, long high) {
    long count = high - low + 1;
    if (count == 0) {
      return draws.bits();
    }
    long bits = draws.bits();
    if (Long.compareUnsigned(bits * count, count) < 0) {
      long uneven = Long.remainderUnsigned(-count, count);
      while (Long.compareUnsigned(bits * count, uneven) < 0) {
        bits = draws.bits();
      }
    }
    return low + Math.unsignedMultiplyHigh(bits, count);
  }

  /// @param mean from 0 to {@link #MOST}
  public static long poisson(Draws draws, double mean) {
    if (mean >= INVERTED_BELOW) {
      return manyEvents(draws, mean);
    }
    double u = draws.uniform();
    double probability = StrictMath.exp(-mean);
    double sum = probability;
    long events = 0;
    while (u > sum && probability > 0) {
      events++;
      probability *= mean / events;
      sum += probability;
    }
    return events;
  }

  private static long manyEvents(Draws draws, double mean) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double surely = 0.9277 - 3.6224 / (b - 2);
    double logMean = StrictMath.log(mean);
    while (true) {
      double u = draws.uniform() - 0.5;
      double v = draws.uniform();
      double side = 0.5 - Math.abs(u);
      double events = Math.floor((2 * a / side + b) * u + mean + 0.43);
      if (side >= 0.07 && v <= surely) {
        return (long) events;
      }
      if (events >= 0
          && (side >= 0.013 || v <= side)
          && StrictMath.log(v * inverseAlpha / (a / (side * side) + b))
              <= events * logMean - mean - logFactorial((long) events)) {
        return (long) events;
      }
    }
  }

  /// @param trials from 0 to {@link #MOST}
  /// @param p from 0 to 1
  public static long binomial(Draws draws, long trials, double p) {
    if (p > 0.5) {
      return trials - binomial(draws, trials, 1 - p);
    }
    if (trials * p >= INVERTED_BELOW) {
      return manySuccesses(draws, trials, p);
    }
    double u = draws.uniform();
    double odds = p / (1 - p);
    double probability = StrictMath.exp(trials * StrictMath.log1p(-p));
    double sum = probability;
    long successes = 0;
    while (u > sum && successes < trials && probability > 0) {
      successes++;
      probability *= odds * (trials - successes + 1) / successes;
      sum += probability;
    }
    return successes;
  }

  private static long manySuccesses(Draws draws, long trials, double p) {
    double deviation = Math.sqrt(trials * p * (1 - p));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double alpha = (2.83 + 5.1 / b) * deviation;
    double surely = 0.92 - 4.2 / b;
    double logOdds = StrictMath.log(p / (1 - p));
    long mode = (long) Math.floor((trials + 1) * p);
    double atMode = logFactorial(mode) + logFactorial(trials - mode);
    while (true) {
      double u = draws.uniform() - 0.5;
      double v = draws.uniform();
      double side = 0.5 - Math.abs(u);
      double successes = Math.floor((2 * a / side + b) * u + trials * p + 0.5);
      if (side >= 0.07 && v <= surely) {
        return (long) successes;
      }
      if (successes >= 0 && successes <= trials) {
        long count = (long) successes;
        double bound =
            atMode - logFactorial(count) - logFactorial(trials - count) + (count - mode) * logOdds;
        if (StrictMath.log(v * alpha / (a / (side * side) + b)) <= bound) {
          return count;
        }
      }
    }
  }

  /// Stirling's series, and a table where it is not exact enough.
  private static double logFactorial(long n) {
    if (n < LOG_FACTORIALS.length) {
      return LOG_FACTORIALS[(int) n];
    }
    double inverse = 1.0 / (double) n;
    double square = inverse * inverse;
    return (n + 0.5) * StrictMath.log((double) n)
        - n
        + HALF_LOG_TWO_PI
        + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
  }

  private static double[] logFactorials() {
    var logarithms = new double[21];
    long factorial = 1;
    for (int n = 1; n < logarithms.length; n++) {
      factorial *= n;
      logarithms[n] = StrictMath.log((double) factorial);
    }
    return logarithms;
  }
}
