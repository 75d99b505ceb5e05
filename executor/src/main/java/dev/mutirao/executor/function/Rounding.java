package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Rounding to digits.
final class Rounding {
  private static final int MOST_DIGITS = 400;

  private Rounding() {}

  /// Rounds the shortest decimal that stands for `x`, so that 2.675 to 2 digits is 2.68.
  static double of(double x, int digits, RoundingMode mode) {
    if (!Double.isFinite(x) || digits > MOST_DIGITS) {
      return x;
    }
    if (digits < -MOST_DIGITS) {
      return 0;
    }
    return new BigDecimal(Double.toString(x)).setScale(digits, mode).doubleValue();
  }

  /// Rounds an integer; only digits below zero change it.
  static long of(long x, int digits) {
    if (digits >= 0) {
      return x;
    }
    if (digits < -19) {
      return 0;
    }
    var unit = BigInteger.TEN.pow(-digits);
    var rounded = DecimalMath.roundedQuotient(BigInteger.valueOf(x), unit).multiply(unit);
    if (rounded.bitLength() > 63) {
      throw QueryErrors.overflow(
          "round(" + x + ", " + digits + ")", "BIGINT", "cast to DECIMAL(38, 0)");
    }
    return rounded.longValueExact();
  }
}
