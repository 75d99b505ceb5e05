package dev.mutirao.executor.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// How far numbers are from what they should be.
final class Distances {
  private Distances() {}

  /// Kolmogorov's distance times the root of the count: above 1.95 once in a thousand samples.
  static double kolmogorov(double[] numbers, DoubleUnaryOperator distribution) {
    var sorted = numbers.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = distribution.applyAsDouble(sorted[i]);
      most = Math.max(most, Math.abs(expected - (double) i / sorted.length));
      most = Math.max(most, Math.abs(expected - (i + 1.0) / sorted.length));
    }
    return most * Math.sqrt(sorted.length);
  }

  /// Between the numbers and those so many places after them.
  static double correlation(double[] numbers, int lag) {
    return correlation(
        Arrays.copyOf(numbers, numbers.length - lag),
        Arrays.copyOfRange(numbers, lag, numbers.length));
  }

  static double correlation(double[] left, double[] right) {
    double meanLeft = Arrays.stream(left).average().orElseThrow();
    double meanRight = Arrays.stream(right).average().orElseThrow();
    double both = 0;
    double squaresLeft = 0;
    double squaresRight = 0;
    for (int i = 0; i < left.length; i++) {
      double one = left[i] - meanLeft;
      double other = right[i] - meanRight;
      both += one * other;
      squaresLeft += one * one;
      squaresRight += other * other;
    }
    return both / Math.sqrt(squaresLeft * squaresRight);
  }
}
