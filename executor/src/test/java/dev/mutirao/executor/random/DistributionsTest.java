package dev.mutirao.executor.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Seeds are fixed, so that nothing here fails by chance.
final class DistributionsTest {
  private static final int NUMBERS = 200_000;
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  /// The middle of a distribution: its mean, variance and fourth central moment.
  record Shape(
      String name, ToDoubleFunction<Draw> value, double mean, double variance, double fourth) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        new Shape("normal", Draw::normal, 0, 1, 3),
        new Shape("exponential", draw -> Continuous.exponential(draw, 2), 0.5, 0.25, 9.0 / 16),
        gamma(0.3, 2),
        gamma(1, 1),
        gamma(7.5, 0.5),
        beta(0.5, 0.5),
        beta(2, 5),
        triangular(10, 12, 20),
        triangular(0, 0, 1),
        studentT(9),
        poisson(0.7),
        poisson(12),
        poisson(30),
        poisson(4000),
        binomial(10, 0.3),
        binomial(1000, 0.002),
        binomial(100, 0.5),
        binomial(5000, 0.9));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void meanAndVarianceAreRight(Shape shape) {
    var values = values(shape.value(), 11);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values)
            .map(x -> (x - shape.mean()) * (x - shape.mean()))
            .average()
            .orElseThrow();
    assertEquals(shape.mean(), mean, 4 * Math.sqrt(shape.variance() / NUMBERS));
    double spread = Math.sqrt((shape.fourth() - shape.variance() * shape.variance()) / NUMBERS);
    assertEquals(shape.variance(), variance, 4 * spread);
  }

  @Test
  void continuousValuesFollowTheirDistribution() {
    assertFollows(draw -> Continuous.exponential(draw, 3), x -> 1 - Math.exp(-3 * x));
    assertFollows(draw -> Continuous.gamma(draw, 1, 2), x -> 1 - Math.exp(-x / 2));
    assertFollows(draw -> Continuous.gamma(draw, 2, 1), x -> 1 - Math.exp(-x) * (1 + x));
    for (double shape : new double[] {0.02, 0.25, 0.5, 0.9}) {
      assertFollows(draw -> Continuous.gamma(draw, shape, 3), x -> gammaBelow(shape, x / 3));
    }
    assertFollows(draw -> Continuous.beta(draw, 1, 3), x -> 1 - Math.pow(1 - x, 3));
    assertFollows(
        draw -> Continuous.beta(draw, 0.5, 0.5), x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
    assertFollows(draw -> Continuous.studentT(draw, 1), x -> 0.5 + Math.atan(x) / Math.PI);
    assertFollows(draw -> Continuous.studentT(draw, 2), x -> 0.5 + x / (2 * Math.sqrt(2 + x * x)));
    assertFollows(
        draw -> Continuous.triangular(draw, 0, 1, 4),
        x -> x < 1 ? x * x / 4 : 1 - (4 - x) * (4 - x) / 12);
    assertFollows(Draw::normal, DistributionsTest::normalBelow);
  }

  @Test
  void countsComeAsOftenAsTheyShould() {
    assertCounts(draw -> Discrete.poisson(draw, 3.5), 12, k -> poissonPart(3.5, k));
    assertCounts(draw -> Discrete.poisson(draw, 40), 80, k -> poissonPart(40, k));
    assertCounts(draw -> Discrete.binomial(draw, 6, 0.4), 6, k -> binomialPart(6, 0.4, k));
    assertCounts(draw -> Discrete.binomial(draw, 60, 0.3), 40, k -> binomialPart(60, 0.3, k));
    assertCounts(draw -> Discrete.between(draw, 0, 9), 9, k -> 0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.975, 1.959963984540054",
    "0.001, -3.090232306167813",
    "1e-20, -9.262340089798409",
    "1e-300, -37.0470962993612",
    "0.93, 1.4757910281791706"
  })
  void normalQuantilesAreThoseOfTables(double part, double expected) {
    assertEquals(expected, Normal.quantile(part), 2e-15 * Math.max(1, Math.abs(expected)));
  }

  @Test
  void wholeNumbersOfEveryRangeAreWithinIt() {
    for (long id = 0; id < 1000; id++) {
      assertEquals(5, Discrete.between(new Draw(1, id, 0), 5, 5));
      long wide = Discrete.between(new Draw(1, id, 0), Long.MIN_VALUE, Long.MAX_VALUE - 1);
      assertTrue(wide < Long.MAX_VALUE);
      long half = Discrete.between(new Draw(1, id, 0), -1, Long.MAX_VALUE);
      assertTrue(half >= -1);
    }
    assertEquals(
        new Draw(1, 2, 3).bits(),
        Discrete.between(new Draw(1, 2, 3), Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /// Counted with whole numbers of any size.
  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 9223372036854775806",
    "-9223372036854775808, 0",
    "-9223372036854775808, -1",
    "0, 9223372036854775807",
    "-1, 9223372036854775807",
    "-4611686018427387904, 9223372036854775807",
    "9223372036854775805, 9223372036854775807"
  })
  void wholeNumbersOfWideRangesAreEquallyLikely(long low, long high) {
    var count = BigInteger.valueOf(high).subtract(BigInteger.valueOf(low)).add(BigInteger.ONE);
    var unfair = TWO_TO_64.mod(count);
    for (long id = 0; id < 1000; id++) {
      var draw = new Draw(9, id, 0);
      var product = unsigned(draw.bits()).multiply(count);
      while (product.mod(TWO_TO_64).compareTo(unfair) < 0) {
        product = unsigned(draw.bits()).multiply(count);
      }
      var expected = BigInteger.valueOf(low).add(product.shiftRight(64)).longValueExact();
      assertEquals(expected, Discrete.between(new Draw(9, id, 0), low, high));
    }
    double width = (double) high - (double) low;
    if (width > NUMBERS) {
      assertFollows(draw -> Discrete.between(draw, low, high), x -> (x - (double) low) / width);
    }
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  /// Rounding leaves something of the largest parts that no count takes.
  @Test
  void aBinomialCountIsFoundForEveryPartOfItsDistribution() {
    for (long n : new long[] {0, 1, 2, 19, 1000, 1_000_000, 1_000_000_000_000L}) {
      for (double mean = 9.999; mean > 1e-300; mean /= 1.7) {
        double p = Math.min(0.5, mean / Math.max(1, n));
        if (n * p >= 10) {
          continue;
        }
        for (double part : new double[] {0x1p-53, 0.5, 1 - 0x1p-20, 1 - 0x1p-52, 1 - 0x1p-53}) {
          long found = Discrete.smallBinomial(part, n, p);
          assertTrue(found >= 0 && found <= Math.min(n, 1500), found + " of " + n + ", " + p);
        }
      }
      assertEquals(0, Discrete.smallBinomial(1 - 0x1p-53, n, 0));
    }
  }

  private static final double[][] COVARIANCES = {{1, 0.5, -0.2}, {0.5, 4, 0.3}, {-0.2, 0.3, 1}};

  private static double[][] correlatedNumbers() {
    var correlation = Correlation.of(COVARIANCES);
    var numbers = new double[3][];
    for (int i = 0; i < 3; i++) {
      int place = i;
      numbers[i] = values(draw -> correlation.normal(draw, place), 3);
    }
    return numbers;
  }

  @Test
  void correlatedNumbersHaveTheVariancesAndCovariancesOfTheMatrix() {
    var numbers = correlatedNumbers();
    for (int i = 0; i < 3; i++) {
      assertEquals(
          0,
          Arrays.stream(numbers[i]).average().orElseThrow(),
          4 * Math.sqrt(COVARIANCES[i][i] / NUMBERS));
      for (int j = 0; j < 3; j++) {
        double products = 0;
        for (int k = 0; k < NUMBERS; k++) {
          products += numbers[i][k] * numbers[j][k];
        }
        double expected = COVARIANCES[i][j];
        double spread =
            Math.sqrt((COVARIANCES[i][i] * COVARIANCES[j][j] + expected * expected) / NUMBERS);
        assertEquals(expected, products / NUMBERS, 4 * spread);
      }
    }
  }

  @Test
  void correlatedNumbersHaveTheCorrelationsOfTheMatrix() {
    var matrix = COVARIANCES;
    var numbers = correlatedNumbers();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double expected = matrix[i][j] / Math.sqrt(matrix[i][i] * matrix[j][j]);
        assertEquals(expected, Distances.correlation(numbers[i], numbers[j]), 0.01);
      }
    }
  }

  @Test
  void matricesThatAreNoneAreRefused() {
    double[][] indefinite = {{1, 2}, {2, 1}};
    double[][] oblique = {{1, 0.5}, {0.4, 1}};
    double[][] ragged = {{1, 0.5}, {0.5}};
    for (var matrix : new double[][][] {indefinite, oblique, ragged}) {
      assertThrows(IllegalArgumentException.class, () -> Correlation.of(matrix));
    }
  }

  /// Coordinates 1, 2, 3, 7 and 16 of points, as another implementation with Joe and Kuo's numbers
  /// gives them.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0, 0",
    "1, 0.5, 0.5, 0.5, 0.5, 0.5",
    "3, 0.25, 0.75, 0.75, 0.75, 0.75",
    "5, 0.875, 0.875, 0.125, 0.875, 0.375",
    "100, 0.4140625, 0.2578125, 0.7734375, 0.0234375, 0.4921875",
    "8191, 0.0001220703125, 0.5333251953125, 0.5015869140625, 0.2752685546875, 0.1783447265625"
  })
  void sobolPointsAreThoseOfOthers(
      long index, double first, double second, double third, double seventh, double last) {
    var expected = new double[] {first, second, third, seventh, last};
    var dimensions = new int[] {0, 1, 2, 6, 15};
    for (int i = 0; i < dimensions.length; i++) {
      assertEquals(expected[i], Sobol.point(dimensions[i], index), 0x1p-52);
    }
  }

  private static double[] values(ToDoubleFunction<Draw> value, long seed) {
    return IntStream.range(0, NUMBERS)
        .mapToDouble(id -> value.applyAsDouble(new Draw(seed, id, 0)))
        .toArray();
  }

  private static void assertFollows(
      ToDoubleFunction<Draw> value, DoubleUnaryOperator distribution) {
    assertTrue(Distances.kolmogorov(values(value, 5), distribution) < 1.95);
  }

  /// Chi-square: its mean is the degrees of freedom, its variance twice as much.
  private static void assertCounts(
      ToDoubleFunction<Draw> value, int last, DoubleUnaryOperator part) {
    var seen = new double[last + 2];
    for (double each : values(value, 7)) {
      seen[(int) Math.min(each, last + 1)]++;
    }
    double left = 1;
    double sum = 0;
    int cells = 0;
    for (int k = 0; k <= last; k++) {
      double expected = part.applyAsDouble(k) * NUMBERS;
      left -= part.applyAsDouble(k);
      if (expected > 5) {
        sum += (seen[k] - expected) * (seen[k] - expected) / expected;
        cells++;
      }
    }
    double beyond = Math.max(left, 0) * NUMBERS;
    assertEquals(beyond, seen[last + 1], 5 * Math.sqrt(beyond) + 5);
    assertEquals(cells, sum, 4 * Math.sqrt(2.0 * cells) + 1);
  }

  private static Shape gamma(double shape, double scale) {
    double variance = shape * scale * scale;
    return new Shape(
        "gamma " + shape,
        draw -> Continuous.gamma(draw, shape, scale),
        shape * scale,
        variance,
        variance * variance * (3 + 6 / shape));
  }

  private static Shape beta(double a, double b) {
    double sum = a + b;
    double variance = a * b / (sum * sum * (sum + 1));
    double excess =
        6 * ((a - b) * (a - b) * (sum + 1) - a * b * (sum + 2)) / (a * b * (sum + 2) * (sum + 3));
    return new Shape(
        "beta " + a,
        draw -> Continuous.beta(draw, a, b),
        a / sum,
        variance,
        variance * variance * (3 + excess));
  }

  private static Shape triangular(double low, double mode, double high) {
    double variance =
        (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18;
    return new Shape(
        "triangular " + mode,
        draw -> Continuous.triangular(draw, low, mode, high),
        (low + mode + high) / 3,
        variance,
        variance * variance * 2.4);
  }

  private static Shape studentT(double freedom) {
    double variance = freedom / (freedom - 2);
    return new Shape(
        "t " + freedom,
        draw -> Continuous.studentT(draw, freedom),
        0,
        variance,
        variance * variance * (3 + 6 / (freedom - 4)));
  }

  private static Shape poisson(double mean) {
    return new Shape(
        "poisson " + mean,
        draw -> Discrete.poisson(draw, mean),
        mean,
        mean,
        mean + 3 * mean * mean);
  }

  private static Shape binomial(long n, double p) {
    double variance = n * p * (1 - p);
    return new Shape(
        "binomial " + n,
        draw -> Discrete.binomial(draw, n, p),
        n * p,
        variance,
        variance * (1 + 3 * variance - 6 * p * (1 - p)));
  }

  private static double poissonPart(double mean, double k) {
    return Math.exp(k * Math.log(mean) - mean - Discrete.logGamma(k + 1));
  }

  private static double binomialPart(int n, double p, double k) {
    return Math.exp(
        Discrete.logGamma(n + 1)
            - Discrete.logGamma(k + 1)
            - Discrete.logGamma(n - k + 1)
            + k * Math.log(p)
            + (n - k) * Math.log(1 - p));
  }

  /// The part of a gamma distribution of scale 1 that lies below: a series for the incomplete gamma
  /// function.
  private static double gammaBelow(double shape, double x) {
    double sum = 1;
    double term = 1;
    for (int n = 1; term > 1e-17 * sum; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    return sum * Math.exp(shape * Math.log(x) - x - Discrete.logGamma(shape + 1));
  }

  /// By Simpson's rule from the density.
  private static double normalBelow(double x) {
    int steps = 200;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-(i * width) * (i * width) / 2);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
