package dev.mutirao.executor.random;

import dev.mutirao.executor.elementary.Exponential;
import dev.mutirao.executor.elementary.Logarithm;

/// Values of discrete distributions. Parameters are the caller's to check.
public final class Discrete {
  private static final double SMALL_MEAN = 30;
  private static final double SMALL_COUNT = 10;
  private static final double HALF_LOG_2_PI = 0.9189385332046727;

  private Discrete() {}

  /// A whole number from `low` to `high`, each as likely as the others: Lemire, "Fast random
  /// integer generation in an interval", 2019.
  public static long between(Draw draw, long low, long high) {
    long count = high - low + 1; // unsigned; 0 stands for 2^64
    if (count == 0) {
      return draw.bits();
    }
    long bits = draw.bits();
    if (Long.compareUnsigned(bits * count, count) < 0) {
      long rest = Long.remainderUnsigned(-count, count);
      while (Long.compareUnsigned(bits * count, rest) < 0) {
        bits = draw.bits();
      }
    }
    return low + Math.unsignedMultiplyHigh(bits, count);
  }

  /// By inversion, or for larger means by rejection: Hörmann, "The transformed rejection method for
  /// generating Poisson random variables", 1993 (PTRS).
  ///
  /// @param mean at least 0
  public static long poisson(Draw draw, double mean) {
    return mean < SMALL_MEAN ? smallPoisson(draw, mean) : largePoisson(draw, mean);
  }

  private static long smallPoisson(Draw draw, double mean) {
    double rest = draw.uniform();
    double part = Exponential.of(-mean);
    long count = 0;
    while (rest > part && part > 0) {
      rest -= part;
      part *= mean / ++count;
    }
    return count;
  }

  private static long largePoisson(Draw draw, double mean) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double accepted = 0.9277 - 3.6224 / (b - 2);
    double logMean = Logarithm.of(mean);
    while (true) {
      double u = draw.uniform() - 0.5;
      double v = draw.uniform();
      double margin = 0.5 - Math.abs(u);
      double count = Math.floor((2 * a / margin + b) * u + mean + 0.43);
      if (margin >= 0.07 && v <= accepted) {
        return (long) count;
      }
      if (count >= 0
          && (margin >= 0.013 || v <= margin)
          && Logarithm.of(v * inverseAlpha / (a / (margin * margin) + b))
              <= count * logMean - mean - logGamma(count + 1)) {
        return (long) count;
      }
    }
  }

  /// By inversion, or for larger counts by rejection: Hörmann, "The generation of binomial random
  /// variates", 1993 (BTRS).
  ///
  /// @param n how often it is tried, at least 0
  /// @param p how likely each success is, from 0 to 1
  public static long binomial(Draw draw, long n, double p) {
    if (p > 0.5) {
      return n - binomial(draw, n, 1 - p);
    }
    return n * p < SMALL_COUNT ? smallBinomial(draw.uniform(), n, p) : largeBinomial(draw, n, p);
  }

  /// Stops where the probabilities vanish: what rounding leaves of `part` would not be used up by
  /// all the counts to `n`.
  ///
  /// @param part of the distribution that lies below
  static long smallBinomial(double part, long n, double p) {
    double rest = part;
    double odds = p / (1 - p);
    double next = Exponential.of(n * StrictMath.log1p(-p));
    long count = 0;
    while (rest > next && next > 0 && count < n) {
      rest -= next;
      count++;
      next *= odds * (n - count + 1) / count;
    }
    return count;
  }

  private static long largeBinomial(Draw draw, long n, double p) {
    double deviation = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double accepted = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * deviation;
    double logOdds = Logarithm.of(p / (1 - p));
    double mode = Math.floor((n + 1) * p);
    double atMode = logGamma(mode + 1) + logGamma(n - mode + 1);
    while (true) {
      double u = draw.uniform() - 0.5;
      double v = draw.uniform();
      double margin = 0.5 - Math.abs(u);
      double count = Math.floor((2 * a / margin + b) * u + centre);
      if (count < 0 || count > n) {
        continue;
      }
      if (margin >= 0.07 && v <= accepted) {
        return (long) count;
      }
      double limit = atMode - logGamma(count + 1) - logGamma(n - count + 1);
      if (Logarithm.of(v * alpha / (a / (margin * margin) + b))
          <= limit + (count - mode) * logOdds) {
        return (long) count;
      }
    }
  }

  /// The logarithm of the gamma function, of numbers from 1: Stirling's series.
  static double logGamma(double x) {
    double below = 1;
    while (x < 10) {
      below *= x++;
    }
    double square = 1 / (x * x);
    double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / x;
    return (x - 0.5) * Logarithm.of(x) - x + HALF_LOG_2_PI + series - Logarithm.of(below);
  }
}
