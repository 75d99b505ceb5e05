package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.executor.random.Counts;
import dev.mutirao.executor.random.Draws;

/// Random numbers through the inverse of their distribution, one of the generator's for one of
/// these; {@link RandomDistributions} has those that may need more. A call without a draw is one of
/// draw 0.
final class RandomFunctions {
  private RandomFunctions() {}

  @NeverFails
  @ScalarFunction(
      value = "rand",
      description =
          "A random number between 0 and 1 (both excluded; an odd multiple of 2^-53), uniform.",
      example = "rand(42, 1)",
      result = "0.3408615493851789")
  static double rand(long seed, long id) {
    return Draws.uniform(seed, id, 0);
  }

  @NeverFails
  @ScalarFunction("rand")
  static double rand(long seed, long id, int draw) {
    return Draws.uniform(seed, id, draw);
  }

  @NeverFails
  @ScalarFunction(
      value = "rand_normal",
      description =
          "A normal random number, of mean 0 and standard deviation 1 or those that follow the id; it rises with rand of the same seed, id and draw.",
      example = "round(rand_normal(42, 1), 6)",
      result = "-0.410113")
  static double normal(long seed, long id) {
    return Draws.normal(seed, id, 0);
  }

  @NeverFails
  @ScalarFunction("rand_normal")
  static double normal(long seed, long id, int draw) {
    return Draws.normal(seed, id, draw);
  }

  @ScalarFunction("rand_normal")
  static double normal(long seed, long id, double mean, double deviation) {
    return normal(seed, id, mean, deviation, 0);
  }

  @ScalarFunction("rand_normal")
  static double normal(long seed, long id, double mean, double deviation, int draw) {
    return mean + notNegative("rand_normal", deviation) * Draws.normal(seed, id, draw);
  }

  @ScalarFunction(
      value = "rand_lognormal",
      description =
          "A random number whose logarithm is normal, with the mean and standard deviation that follow the id.",
      example = "round(rand_lognormal(42, 1, 0, 0.5), 6)",
      result = "0.814601")
  static double lognormal(long seed, long id, double mean, double deviation) {
    return lognormal(seed, id, mean, deviation, 0);
  }

  @ScalarFunction("rand_lognormal")
  static double lognormal(long seed, long id, double mean, double deviation, int draw) {
    double size = notNegative("rand_lognormal", deviation);
    return StrictMath.exp(mean + size * Draws.normal(seed, id, draw));
  }

  @ScalarFunction(
      value = "rand_exponential",
      description = "An exponential random number of this rate, so of mean 1 / rate.",
      example = "round(rand_exponential(42, 1, 2), 6)",
      result = "0.208411")
  static double exponential(long seed, long id, double rate) {
    return exponential(seed, id, rate, 0);
  }

  @ScalarFunction("rand_exponential")
  static double exponential(long seed, long id, double rate, int draw) {
    if (!(rate > 0)) {
      throw QueryErrors.invalidArgument(
          "rand_exponential", "a rate above 0", TextFormat.real(rate));
    }
    return -StrictMath.log(1 - Draws.uniform(seed, id, draw)) / rate;
  }

  @ScalarFunction(
      value = "rand_triangular",
      description =
          "A random number between a least and a greatest, likeliest at the one in the middle: (seed, id, least, likeliest, greatest).",
      example = "round(rand_triangular(42, 1, 1, 2, 6), 6)",
      result = "2.369192")
  static double triangular(long seed, long id, double least, double likeliest, double greatest) {
    return triangular(seed, id, least, likeliest, greatest, 0);
  }

  @ScalarFunction("rand_triangular")
  static double triangular(
      long seed, long id, double least, double likeliest, double greatest, int draw) {
    double width = greatest - least;
    if (!(least <= likeliest && likeliest <= greatest && Double.isFinite(width))) {
      throw QueryErrors.invalidArgument(
          "rand_triangular",
          "least <= likeliest <= greatest",
          "%s, %s, %s"
              .formatted(
                  TextFormat.real(least), TextFormat.real(likeliest), TextFormat.real(greatest)));
    }
    if (width == 0) {
      return least;
    }
    double u = Draws.uniform(seed, id, draw);
    return u * width <= likeliest - least
        ? least + Math.sqrt(u * width * (likeliest - least))
        : greatest - Math.sqrt((1 - u) * width * (greatest - likeliest));
  }

  @ScalarFunction(
      value = "rand_int",
      description =
          "A random whole number from the first after the id to the second (both included), each as likely as any.",
      example = "rand_int(42, 1, 1, 6)",
      result = "3")
  static long integer(long seed, long id, long low, long high) {
    return integer(seed, id, low, high, 0);
  }

  @ScalarFunction("rand_int")
  static long integer(long seed, long id, long low, long high, int draw) {
    if (low > high) {
      throw QueryErrors.invalidArgument("rand_int", "low <= high", low + ", " + high);
    }
    return Counts.between(new Draws(seed, id, draw), low, high);
  }

  @ScalarFunction(
      value = "rand_choice",
      description =
          "One of the texts after the id, each as likely as any, of draw 0; for weights or another draw use CASE over rand.",
      example = "rand_choice(42, 1, 'red', 'green', 'blue')",
      result = "green")
  static Bytes choice(long seed, long id, Bytes[] texts) {
    return texts[(int) Counts.between(new Draws(seed, id, 0), 0, texts.length - 1)];
  }

  @ScalarFunction(
      value = "rand_correlated_normal",
      description =
          "Number i (from 1) of normal random numbers with a matrix of covariances, or correlations, that a text holds: (seed, id, i, matrix). Calls with the same seed, id, draw and matrix belong together.",
      example = "round(rand_correlated_normal(42, 1, 2, '1 0.5; 0.5 1'), 6)",
      result = "0.478611")
  static double correlatedNormal(long seed, long id, long index, @Prepared CholeskyFactor matrix) {
    return matrix.normal(seed, id, index, 0);
  }

  @ScalarFunction("rand_correlated_normal")
  static double correlatedNormal(
      long seed, long id, long index, @Prepared CholeskyFactor matrix, int draw) {
    return matrix.normal(seed, id, index, draw);
  }

  private static double notNegative(String function, double deviation) {
    if (!(deviation >= 0)) {
      throw QueryErrors.invalidArgument(
          function, "a standard deviation of at least 0", TextFormat.real(deviation));
    }
    return deviation;
  }
}
