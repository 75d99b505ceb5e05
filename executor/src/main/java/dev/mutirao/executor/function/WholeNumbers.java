package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;
import dev.mutirao.connectors.type.Int128;
import java.math.BigInteger;

/// Divisors, multiples and products of whole numbers.
final class WholeNumbers {
  private static final int LARGEST_FACTORIAL = 33; // 34! has 39 digits

  private WholeNumbers() {}

  @ScalarFunction(
      value = "div",
      description = "The quotient of whole numbers, cut towards zero.",
      example = "div(-7, 2)",
      result = "-3")
  static long div(long a, long b) {
    return IntegerArithmetic.divide(a, b);
  }

  @ScalarFunction("div")
  static int div(int a, int b) {
    return IntegerArithmetic.divide(a, b);
  }

  @ScalarFunction(
      value = "gcd",
      aliases = "greatest_common_divisor",
      description = "The greatest number that divides both.",
      example = "gcd(1071, 462)",
      result = "21")
  static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    if (x == Long.MIN_VALUE) {
      throw QueryErrors.overflow(
          "gcd(" + a + ", " + b + ")", "BIGINT", "use numbers from -9223372036854775807");
    }
    return Math.abs(x);
  }

  @ScalarFunction(
      value = "lcm",
      aliases = "least_common_multiple",
      description = "The least positive number that both divide; 0 when one of them is 0.",
      example = "lcm(4, 6)",
      result = "12")
  static long lcm(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    try {
      return Math.absExact(Math.multiplyExact(a / gcd(a, b), b));
    } catch (ArithmeticException e) {
      throw QueryErrors.overflow(
          "lcm(" + a + ", " + b + ")", "BIGINT", "use numbers with a smaller common multiple");
    }
  }

  @ScalarFunction(
      value = "factorial",
      description = "The product of the whole numbers from 1 up to this one, which is at most 33.",
      example = "factorial(20)",
      result = "2432902008176640000")
  @SqlType("DECIMAL(38, 0)")
  static Int128 factorial(long n) {
    if (n < 0 || n > LARGEST_FACTORIAL) {
      throw QueryErrors.invalidArgument(
          "factorial", "a number from 0 to " + LARGEST_FACTORIAL, Long.toString(n));
    }
    var product = BigInteger.ONE;
    for (long factor = 2; factor <= n; factor++) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return Int128.of(product);
  }

  @NeverFails
  @ScalarFunction(
      value = "even",
      description = "The number rounded away from zero to an even one.",
      example = "even(2.9)",
      result = "4")
  static double even(double x) {
    double half = x / 2;
    return 2 * (x < 0 ? Math.floor(half) : Math.ceil(half));
  }
}
