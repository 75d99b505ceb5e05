package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.executor.random.Draw;
import dev.mutirao.executor.random.Normal;
import dev.mutirao.executor.random.Sobol;

/// Coordinates of points in several dimensions, random and quasi-random.
final class RandomPoints {
  private RandomPoints() {}

  @ScalarFunction(
      value = "rand_correlated_normal",
      description =
          "One of several normal numbers with the correlations, or covariances, of a matrix: which one, from 1, then the matrix. All of one id and draw belong together.",
      example = "round(rand_correlated_normal(42, 7, 2, '1 0.5; 0.5 1'), 9)",
      result = "0.720371631")
  static double correlated(long seed, long id, long place, @Prepared CorrelationText matrix) {
    return correlated(seed, id, place, matrix, 0);
  }

  @ScalarFunction("rand_correlated_normal")
  static double correlated(
      long seed, long id, long place, @Prepared CorrelationText matrix, long draw) {
    var correlation = matrix.correlation();
    if (place < 1 || place > correlation.size()) {
      throw QueryErrors.invalidArgument(
          CorrelationText.FUNCTION,
          "a row of the matrix, from 1 to " + correlation.size(),
          String.valueOf(place));
    }
    return correlation.normal(
        new Draw(seed, id, Parameters.draw("rand_correlated_normal", draw)), (int) place - 1);
  }

  @ScalarFunction(
      value = "sobol",
      description =
          "A coordinate of a point of Sobol's sequence, between 0 and 1: the dimension, from 1 to 16, then the index of the point, from 0. Fills the space more evenly than random points.",
      example = "round(sobol(2, 5), 9)",
      result = "0.875")
  static double sobol(long dimension, long index) {
    if (dimension < 1 || dimension > Sobol.DIMENSIONS) {
      throw QueryErrors.invalidArgument(
          "sobol", "a dimension from 1 to " + Sobol.DIMENSIONS, String.valueOf(dimension));
    }
    if (index < 0 || index >= 1L << Sobol.BITS) {
      throw QueryErrors.invalidArgument(
          "sobol", "an index from 0 to 2^" + Sobol.BITS + " - 1", String.valueOf(index));
    }
    return Sobol.point((int) dimension - 1, index);
  }

  @ScalarFunction(
      value = "normal_quantile",
      description =
          "The value below which this part of the normal distribution with mean 0 and standard deviation 1 lies.",
      example = "round(normal_quantile(0.975), 12)",
      result = "1.95996398454")
  static double quantile(double part) {
    Parameters.within("normal_quantile", "part", part, 0, 1);
    return Normal.quantile(part);
  }
}
