package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;

/// `+ - * / %` of integers and floating-point numbers.
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  @ScalarFunction(value = "+", description = "The sum.", example = "1 + 2", result = "3")
  static long add(long a, long b) {
    return Math.addExact(a, b);
  }
}
