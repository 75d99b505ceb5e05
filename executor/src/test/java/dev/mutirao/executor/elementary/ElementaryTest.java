package dev.mutirao.executor.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ElementaryTest {
  private static final int NUMBERS = 1_000_000;

  @Test
  void expIsWithinOneUlpOfStrictMath() {
    var random = new Random(1);
    for (int i = 0; i < NUMBERS; i++) {
      assertExp(random.nextDouble(-1, 1));
      assertExp(random.nextDouble(-750, 715));
      assertExp(random.nextDouble(-746, -700));
      assertExp(Double.longBitsToDouble(random.nextLong()));
    }
  }

  @Test
  void logIsWithinOneUlpOfStrictMath() {
    var random = new Random(2);
    for (int i = 0; i < NUMBERS; i++) {
      assertLog(random.nextDouble(0, 1));
      assertLog(1 + random.nextGaussian() * 1e-4);
      assertLog(Double.longBitsToDouble(random.nextLong() >>> 1));
      assertLog(Double.longBitsToDouble(random.nextLong() >>> 12));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -1,
        708,
        -708,
        709.782712893384,
        709.7827128933841,
        -708.3964185322641,
        -745.1332191019411,
        -745.1332191019412,
        -745.14,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
      })
  void edgesAreThoseOfStrictMath(double x) {
    assertExp(x);
    assertLog(x);
  }

  @Test
  void wholeAnswersAreExact() {
    assertEquals(1, Exponential.of(0));
    assertEquals(1, Exponential.of(-0.0));
    assertEquals(0, Logarithm.of(1));
  }

  private static void assertExp(double x) {
    assertClose(x, Exponential::of, StrictMath::exp);
  }

  private static void assertLog(double x) {
    assertClose(x, Logarithm::of, StrictMath::log);
  }

  private static void assertClose(double x, DoubleUnaryOperator ours, DoubleUnaryOperator theirs) {
    double expected = theirs.applyAsDouble(x);
    double got = ours.applyAsDouble(x);
    if (Double.isFinite(expected) && expected != 0) {
      assertTrue(
          Math.abs(got - expected) <= Math.ulp(expected),
          () -> x + ": " + got + ", not " + expected);
    } else {
      assertEquals(expected, got, () -> "of " + x);
    }
  }
}
