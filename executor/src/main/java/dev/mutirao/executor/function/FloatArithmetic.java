package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;

/// `+ - * / %` and negation of floating-point numbers, as IEEE 754 says.
final class FloatArithmetic {
  private FloatArithmetic() {}

  @NeverFails
  @ScalarFunction("+")
  static float add(float a, float b) {
    return a + b;
  }

  @NeverFails
  @ScalarFunction("+")
  static double add(double a, double b) {
    return a + b;
  }

  @NeverFails
  @ScalarFunction("-")
  static float subtract(float a, float b) {
    return a - b;
  }

  @NeverFails
  @ScalarFunction("-")
  static double subtract(double a, double b) {
    return a - b;
  }

  @NeverFails
  @ScalarFunction("*")
  static float multiply(float a, float b) {
    return a * b;
  }

  @NeverFails
  @ScalarFunction("*")
  static double multiply(double a, double b) {
    return a * b;
  }

  @NeverFails
  @ScalarFunction("/")
  static float divide(float a, float b) {
    return a / b;
  }

  @NeverFails
  @ScalarFunction("/")
  static double divide(double a, double b) {
    return a / b;
  }

  @NeverFails
  @ScalarFunction("%")
  static float remainder(float a, float b) {
    return a % b;
  }

  @NeverFails
  @ScalarFunction("%")
  static double remainder(double a, double b) {
    return a % b;
  }

  @NeverFails
  @ScalarFunction("negate")
  static float negate(float a) {
    return -a;
  }

  @NeverFails
  @ScalarFunction("negate")
  static double negate(double a) {
    return -a;
  }
}
