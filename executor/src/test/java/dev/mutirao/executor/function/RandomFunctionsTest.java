package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Against the distributions' own formulas. Seeds are fixed, so a test passes or fails always; the
/// limits are those that chance would pass once in some thousands of tests.
class RandomFunctionsTest {
  private static final int COUNT = 200_000;

  @Test
  void continuousNumbersFollowTheirDistribution() {
    follows(id -> RandomFunctions.rand(1, id), x -> x);
    follows(id -> RandomFunctions.rand(1, 5, (int) id), x -> x);
    follows(id -> RandomFunctions.rand(id, 5), x -> x);
    follows(id -> RandomFunctions.normal(2, id), RandomFunctionsTest::normal);
    follows(id -> RandomFunctions.normal(3, id, 10, 4), x -> normal((x - 10) / 4));
    follows(id -> RandomFunctions.lognormal(4, id, 1, 2), x -> normal((Math.log(x) - 1) / 2));
    follows(id -> RandomFunctions.exponential(5, id, 3), x -> 1 - Math.exp(-3 * x));
    follows(
        id -> RandomFunctions.triangular(6, id, 1, 2, 5),
        x -> x <= 2 ? (x - 1) * (x - 1) / 4 : 1 - (5 - x) * (5 - x) / 12);
    follows(id -> RandomFunctions.triangular(6, id, 1, 1, 2), x -> 1 - (2 - x) * (2 - x));
    follows(id -> RandomDistributions.gamma(7, id, 1, 2), x -> 1 - Math.exp(-x / 2));
    follows(id -> RandomDistributions.gamma(8, id, 2, 1), x -> 1 - (1 + x) * Math.exp(-x));
    follows(id -> RandomDistributions.gamma(9, id, 0.5, 2), x -> 2 * normal(Math.sqrt(x)) - 1);
    follows(id -> RandomDistributions.beta(10, id, 2, 3), x -> x * x * (6 + x * (3 * x - 8)));
    follows(
        id -> RandomDistributions.beta(11, id, 0.5, 0.5),
        x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
    follows(id -> RandomDistributions.studentT(12, id, 1), x -> 0.5 + Math.atan(x) / Math.PI);
    follows(id -> RandomDistributions.studentT(13, id, 2), x -> 0.5 + x / 2 / Math.sqrt(2 + x * x));
  }

  @Test
  void countsFollowTheirDistribution() {
    for (double mean : new double[] {0.1, 4, 9.99, 10, 55.5, 2000}) {
      followsCounts(
          id -> RandomDistributions.poisson(1, id, mean),
          probabilities(StrictMath.exp(-mean), mean, StrictMath.log(mean)));
    }
    for (double p : new double[] {0.05, 0.3, 0.5, 0.9}) {
      for (int trials : new int[] {1, 20, 100, 3000}) {
        followsCounts(id -> RandomDistributions.binomial(2, id, trials, p), binomial(trials, p));
      }
    }
    var even = new double[7];
    Arrays.fill(even, 1.0 / 7);
    followsCounts(id -> RandomFunctions.integer(3, id, -3, 3) + 3, even);
  }

  @Test
  void everyWholeNumberOfAWideRangeIsAsLikely() {
    long low = Long.MIN_VALUE;
    long high = Long.MIN_VALUE + (3L << 61); // 3/4 of all: one of four draws is rejected
    follows(id -> RandomFunctions.integer(1, id, low, high), x -> (x - (double) low) / 0x1.8p62);
    follows(id -> RandomFunctions.integer(1, id, low, Long.MAX_VALUE), x -> x / 0x1p64 + 0.5);
  }

  @Test
  void seedsIdsAndDrawsAreIndependent() {
    for (int lag : new int[] {1, 2, 3, 64, 2048}) {
      uncorrelated(id -> RandomFunctions.rand(1, id), id -> RandomFunctions.rand(1, id + lag));
      uncorrelated(id -> RandomFunctions.rand(1, id), id -> RandomFunctions.rand(1 + lag, id));
      uncorrelated(id -> RandomFunctions.rand(1, id), id -> RandomFunctions.rand(1, id, lag));
    }
    uncorrelated(
        id -> RandomFunctions.rand(1, id), id -> RandomDistributions.gamma(1, id, 2, 1, 1));
  }

  @Test
  void neighboursFillTheSquareEvenly() {
    int side = 16;
    var cells = new double[side * side];
    Arrays.fill(cells, 1.0 / cells.length);
    followsCounts(
        id ->
            side * (long) (side * RandomFunctions.rand(4, 2 * id))
                + (long) (side * RandomFunctions.rand(4, 2 * id + 1)),
        cells);
  }

  @Test
  void correlatedNumbersHaveTheirCovariances() {
    double[][] matrix = {{4, 1.2, 0}, {1.2, 1, -0.3}, {0, -0.3, 2.25}};
    var factor =
        CholeskyFactor.of(
            KeptBytes.of(
                "4, 1.2, 0; 1.2 1 -0.3 ; 0 -0.3 2.25"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int id = 0; id < COUNT; id++) {
          sum += factor.normal(1, id, i + 1, 0) * factor.normal(1, id, j + 1, 0);
        }
        double error =
            Math.sqrt((matrix[i][i] * matrix[j][j] + matrix[i][j] * matrix[i][j]) / COUNT);
        assertEquals(matrix[i][j], sum / COUNT, 4 * error);
      }
    }
  }

  /// Kolmogorov and Smirnov's test, for a p-value of about 1e-4.
  private static void follows(LongToDoubleFunction random, DoubleUnaryOperator distribution) {
    var values = LongStream.range(0, COUNT).mapToDouble(random).sorted().toArray();
    double most = 0;
    for (int i = 0; i < COUNT; i++) {
      double expected = distribution.applyAsDouble(values[i]);
      most = Math.max(most, Math.abs(expected - (double) i / COUNT));
      most = Math.max(most, Math.abs(expected - (i + 1.0) / COUNT));
    }
    double statistic = most * Math.sqrt(COUNT);
    assertTrue(statistic < 2.23, "statistic " + statistic);
  }

  /// Pearson's chi-square test over cells of at least 20 expected values.
  private static void followsCounts(LongUnaryOperator random, double[] probabilities) {
    var counts = new long[probabilities.length + 1];
    for (int id = 0; id < COUNT; id++) {
      counts[(int) Math.min(random.applyAsLong(id), probabilities.length)]++;
    }
    double statistic = 0;
    int cells = 0;
    double expected = 0;
    double left = COUNT;
    long found = 0;
    for (int i = 0; i < probabilities.length; i++) {
      expected += COUNT * probabilities[i];
      found += counts[i];
      if (expected >= 20 && left - expected >= 20) {
        statistic += (found - expected) * (found - expected) / expected;
        cells++;
        left -= expected;
        expected = 0;
        found = 0;
      }
    }
    found += counts[probabilities.length];
    statistic += (found - left) * (found - left) / left;
    double limit = cells + 4 * Math.sqrt(2.0 * cells) + 10;
    assertTrue(cells > 0 && statistic < limit, statistic + " over " + cells + " cells");
  }

  private static void uncorrelated(LongToDoubleFunction first, LongToDoubleFunction second) {
    var x = LongStream.range(0, COUNT).mapToDouble(first).toArray();
    var y = LongStream.range(0, COUNT).mapToDouble(second).toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double products = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (int i = 0; i < COUNT; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squaresX += (x[i] - meanX) * (x[i] - meanX);
      squaresY += (y[i] - meanY) * (y[i] - meanY);
    }
    assertEquals(0, products / Math.sqrt(squaresX * squaresY), 4 / Math.sqrt(COUNT));
  }

  /// Of a Poisson distribution, by logarithms so that large means do not vanish.
  private static double[] probabilities(double none, double mean, double logMean) {
    var probabilities = new double[(int) (mean + 12 * Math.sqrt(mean) + 20)];
    double logarithm = -mean;
    probabilities[0] = none;
    for (int i = 1; i < probabilities.length; i++) {
      logarithm += logMean - Math.log(i);
      probabilities[i] = Math.exp(logarithm);
    }
    return probabilities;
  }

  private static double[] binomial(int trials, double p) {
    var probabilities = new double[trials + 1];
    double logarithm = trials * Math.log(1 - p);
    for (int i = 0; i <= trials; i++) {
      probabilities[i] = Math.exp(logarithm);
      logarithm += Math.log((trials - i) / (i + 1.0)) + Math.log(p / (1 - p));
    }
    return probabilities;
  }

  /// The standard normal distribution: Marsaglia's series, 2004.
  private static double normal(double x) {
    if (Math.abs(x) > 8) {
      return x < 0 ? 0 : 1;
    }
    double sum = x;
    double term = x;
    for (int i = 3; sum != sum + term; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046728);
  }
}
