package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.executor.random.Discrete;
import dev.mutirao.executor.random.Draw;

/// Random whole numbers: pure functions of a seed, an id and a draw.
final class RandomCounts {
  private static final double LARGEST_MEAN = 1e12;
  private static final double MOST_TRIALS = 1e12;

  private RandomCounts() {}

  @ScalarFunction(
      value = "rand_int",
      description =
          "A whole number from the first parameter to the second, both included, each as likely as the others.",
      example = "rand_int(42, 7, 1, 6)",
      result = "3")
  static long between(long seed, long id, long low, long high) {
    return between(seed, id, low, high, 0);
  }

  @ScalarFunction("rand_int")
  static long between(long seed, long id, long low, long high, long draw) {
    if (low > high) {
      throw QueryErrors.invalidArgument(
          "rand_int", "parameters in rising order", low + ", " + high);
    }
    return Discrete.between(new Draw(seed, id, Parameters.draw("rand_int", draw)), low, high);
  }

  @ScalarFunction(
      value = "rand_poisson",
      description = "How many events come in a time in which so many are expected.",
      example = "rand_poisson(42, 7, 3.5)",
      result = "3")
  static long poisson(long seed, long id, double mean) {
    return poisson(seed, id, mean, 0);
  }

  @ScalarFunction("rand_poisson")
  static long poisson(long seed, long id, double mean, long draw) {
    Parameters.within("rand_poisson", "mean", mean, 0, LARGEST_MEAN);
    return Discrete.poisson(new Draw(seed, id, Parameters.draw("rand_poisson", draw)), mean);
  }

  @ScalarFunction(
      value = "rand_binomial",
      description = "How many of so many trials succeed, each with this probability.",
      example = "rand_binomial(42, 7, 10, 0.3)",
      result = "3")
  static long binomial(long seed, long id, long trials, double probability) {
    return binomial(seed, id, trials, probability, 0);
  }

  @ScalarFunction("rand_binomial")
  static long binomial(long seed, long id, long trials, double probability, long draw) {
    Parameters.within("rand_binomial", "number of trials", (double) trials, 0, MOST_TRIALS);
    Parameters.within("rand_binomial", "probability", probability, 0, 1);
    return Discrete.binomial(
        new Draw(seed, id, Parameters.draw("rand_binomial", draw)), trials, probability);
  }
}
