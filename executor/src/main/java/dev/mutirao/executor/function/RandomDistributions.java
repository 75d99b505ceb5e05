package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.executor.random.Counts;
import dev.mutirao.executor.random.Draws;
import dev.mutirao.executor.random.Gamma;

/// Random numbers that may take several of the generator's, all of the same draw.
final class RandomDistributions {
  private RandomDistributions() {}

  @ScalarFunction(
      value = "rand_gamma",
      description = "A gamma random number of this shape and scale, so of mean shape * scale.",
      example = "round(rand_gamma(42, 1, 2, 3), 6)",
      result = "3.573895")
  static double gamma(long seed, long id, double shape, double scale) {
    return gamma(seed, id, shape, scale, 0);
  }

  @ScalarFunction("rand_gamma")
  static double gamma(long seed, long id, double shape, double scale, int draw) {
    positive("rand_gamma", "shape", shape);
    positive("rand_gamma", "scale", scale);
    return scale * StrictMath.exp(Gamma.logarithm(new Draws(seed, id, draw), shape));
  }

  @ScalarFunction(
      value = "rand_beta",
      description = "A beta random number of the parameters a and b, so of mean a / (a + b).",
      example = "round(rand_beta(42, 1, 2, 3), 6)",
      result = "0.561684")
  static double beta(long seed, long id, double a, double b) {
    return beta(seed, id, a, b, 0);
  }

  @ScalarFunction("rand_beta")
  static double beta(long seed, long id, double a, double b, int draw) {
    positive("rand_beta", "a", a);
    positive("rand_beta", "b", b);
    var draws = new Draws(seed, id, draw);
    double first = Gamma.logarithm(draws, a);
    return 1 / (1 + StrictMath.exp(Gamma.logarithm(draws, b) - first));
  }

  @ScalarFunction(
      value = "rand_student_t",
      description = "A random number of Student's t distribution with these degrees of freedom.",
      example = "round(rand_student_t(42, 1, 5), 6)",
      result = "-0.344218")
  static double studentT(long seed, long id, double degrees) {
    return studentT(seed, id, degrees, 0);
  }

  @ScalarFunction("rand_student_t")
  static double studentT(long seed, long id, double degrees, int draw) {
    positive("rand_student_t", "number of degrees of freedom", degrees);
    var draws = new Draws(seed, id, draw);
    double normal = draws.normal();
    double half = degrees / 2;
    return normal * Math.sqrt(half) * StrictMath.exp(-0.5 * Gamma.logarithm(draws, half));
  }

  @ScalarFunction(
      value = "rand_poisson",
      description = "How many random events there are, when there are so many in the mean.",
      example = "rand_poisson(42, 1, 4)",
      result = "3")
  static long poisson(long seed, long id, double mean) {
    return poisson(seed, id, mean, 0);
  }

  @ScalarFunction("rand_poisson")
  static long poisson(long seed, long id, double mean, int draw) {
    if (!(mean >= 0 && mean <= Counts.MOST)) {
      throw QueryErrors.invalidArgument(
          "rand_poisson", "a mean from 0 to 1000000000", TextFormat.real(mean));
    }
    return Counts.poisson(new Draws(seed, id, draw), mean);
  }

  @ScalarFunction(
      value = "rand_binomial",
      description =
          "How many of so many trials succeed, each with this probability: (seed, id, trials, probability).",
      example = "rand_binomial(42, 1, 10, 0.3)",
      result = "2")
  static long binomial(long seed, long id, long trials, double probability) {
    return binomial(seed, id, trials, probability, 0);
  }

  @ScalarFunction("rand_binomial")
  static long binomial(long seed, long id, long trials, double probability, int draw) {
    if (!(trials >= 0 && trials <= Counts.MOST)) {
      throw QueryErrors.invalidArgument(
          "rand_binomial", "from 0 to 1000000000 trials", Long.toString(trials));
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw QueryErrors.invalidArgument(
          "rand_binomial", "a probability from 0 to 1", TextFormat.real(probability));
    }
    return Counts.binomial(new Draws(seed, id, draw), trials, probability);
  }

  private static void positive(String function, String what, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw QueryErrors.invalidArgument(
          function, "a finite " + what + " above 0", TextFormat.real(value));
    }
  }
}
