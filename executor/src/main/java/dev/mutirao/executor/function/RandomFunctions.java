package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.executor.elementary.Exponential;
import dev.mutirao.executor.random.Continuous;
import dev.mutirao.executor.random.Draw;
import dev.mutirao.executor.random.Normal;
import dev.mutirao.executor.random.Philox;

/// Random numbers of continuous distributions: pure functions of a seed, an id and a draw.
final class RandomFunctions {
  private RandomFunctions() {}

  @ScalarFunction(
      value = "rand",
      description = "A number between 0 and 1, neither of which it is.",
      example = "rand(42, 7)",
      result = "0.4080856156904159")
  @NeverFails
  static double uniform(long seed, long id) {
    return Philox.uniform(seed, id, 0, 0);
  }

  @ScalarFunction("rand")
  static double uniform(long seed, long id, long draw) {
    return Philox.uniform(seed, id, Parameters.draw("rand", draw), 0);
  }

  @ScalarFunction(
      value = "rand_normal",
      description = "A number of the normal distribution with mean 0 and standard deviation 1.",
      example = "round(rand_normal(42, 7), 9)",
      result = "-0.232472259")
  @NeverFails
  static double normal(long seed, long id) {
    return Normal.quantile(Philox.uniform(seed, id, 0, 0));
  }

  @ScalarFunction("rand_normal")
  static double normal(long seed, long id, long draw) {
    return Normal.quantile(Philox.uniform(seed, id, Parameters.draw("rand_normal", draw), 0));
  }

  @ScalarFunction(
      value = "rand_lognormal",
      description =
          "A number whose logarithm is normal, with this mean and this standard deviation.",
      example = "round(rand_lognormal(42, 7, 0, 0.25), 9)",
      result = "0.943538542")
  static double lognormal(long seed, long id, double mean, double deviation) {
    return lognormal(seed, id, mean, deviation, 0);
  }

  @ScalarFunction("rand_lognormal")
  static double lognormal(long seed, long id, double mean, double deviation, long draw) {
    Parameters.atLeastZero("rand_lognormal", "standard deviation", deviation);
    return Exponential.of(mean + deviation * normal(seed, id, draw));
  }

  @ScalarFunction(
      value = "rand_exponential",
      description =
          "A number of the exponential distribution with this rate; its mean is 1 / rate.",
      example = "round(rand_exponential(42, 7, 2), 9)",
      result = "0.448139142")
  static double exponential(long seed, long id, double rate) {
    return exponential(seed, id, rate, 0);
  }

  @ScalarFunction("rand_exponential")
  static double exponential(long seed, long id, double rate, long draw) {
    Parameters.positive("rand_exponential", "rate", rate);
    return Continuous.exponential(
        new Draw(seed, id, Parameters.draw("rand_exponential", draw)), rate);
  }

  @ScalarFunction(
      value = "rand_triangular",
      description =
          "A number from the first parameter to the third, likeliest near the second: the usual guess of a cost.",
      example = "round(rand_triangular(42, 7, 10, 12, 20), 9)",
      result = "13.118637435")
  static double triangular(long seed, long id, double low, double mode, double high) {
    return triangular(seed, id, low, mode, high, 0);
  }

  @ScalarFunction("rand_triangular")
  static double triangular(long seed, long id, double low, double mode, double high, long draw) {
    Parameters.ordered("rand_triangular", low, mode, high);
    return Continuous.triangular(
        new Draw(seed, id, Parameters.draw("rand_triangular", draw)), low, mode, high);
  }

  @ScalarFunction(
      value = "rand_gamma",
      description =
          "A number of the gamma distribution with this shape and scale; its mean is their product.",
      example = "round(rand_gamma(42, 7, 2, 3), 9)",
      result = "4.152600864")
  static double gamma(long seed, long id, double shape, double scale) {
    return gamma(seed, id, shape, scale, 0);
  }

  @ScalarFunction("rand_gamma")
  static double gamma(long seed, long id, double shape, double scale, long draw) {
    Parameters.positive("rand_gamma", "shape", shape);
    Parameters.positive("rand_gamma", "scale", scale);
    return Continuous.gamma(new Draw(seed, id, Parameters.draw("rand_gamma", draw)), shape, scale);
  }

  @ScalarFunction(
      value = "rand_beta",
      description = "A number of the beta distribution between 0 and 1; its mean is a / (a + b).",
      example = "round(rand_beta(42, 7, 2, 5), 9)",
      result = "0.14127937")
  static double beta(long seed, long id, double a, double b) {
    return beta(seed, id, a, b, 0);
  }

  @ScalarFunction("rand_beta")
  static double beta(long seed, long id, double a, double b, long draw) {
    Parameters.positive("rand_beta", "first parameter", a);
    Parameters.positive("rand_beta", "second parameter", b);
    return Continuous.beta(new Draw(seed, id, Parameters.draw("rand_beta", draw)), a, b);
  }

  @ScalarFunction(
      value = "rand_student_t",
      description = "A number of Student's t distribution with so many degrees of freedom.",
      example = "round(rand_student_t(42, 7, 5), 9)",
      result = "-0.185594959")
  static double studentT(long seed, long id, double freedom) {
    return studentT(seed, id, freedom, 0);
  }

  @ScalarFunction("rand_student_t")
  static double studentT(long seed, long id, double freedom, long draw) {
    Parameters.positive("rand_student_t", "number of degrees of freedom", freedom);
    return Continuous.studentT(
        new Draw(seed, id, Parameters.draw("rand_student_t", draw)), freedom);
  }
}
