package dev.mutirao.executor.aggregate;

import java.math.BigInteger;

/// An exact number: an integer times a power of two.
///
/// @param value the integer
/// @param exponent of the power of two
public record Dyadic(BigInteger value, int exponent) {
  public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);

  /// Bits of a quotient before it is rounded to 53, of which the last stands for all that follow.
  private static final int QUOTIENT_BITS = 66;

  static Dyadic of(long value) {
    return new Dyadic(BigInteger.valueOf(value), 0);
  }

  /// The value of a finite double.
  public static Dyadic of(double value) {
    if (value == 0) {
      return ZERO;
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    return new Dyadic(BigInteger.valueOf((long) Math.scalb(value, -exponent)), exponent);
  }

  public Dyadic plus(Dyadic other) {
    int common = Math.min(exponent, other.exponent);
    return new Dyadic(
        value.shiftLeft(exponent - common).add(other.value.shiftLeft(other.exponent - common)),
        common);
  }

  Dyadic minus(Dyadic other) {
    return plus(new Dyadic(other.value.negate(), other.exponent));
  }

  Dyadic times(Dyadic other) {
    return new Dyadic(value.multiply(other.value), exponent + other.exponent);
  }

  public Dyadic times(BigInteger factor) {
    return new Dyadic(value.multiply(factor), exponent);
  }

  boolean isZero() {
    return value.signum() == 0;
  }

  /// The double nearest to the quotient, ties to even.
  double dividedBy(Dyadic divisor) {
    if (isZero()) {
      return 0;
    }
    var quotient = quotient(divisor, QUOTIENT_BITS);
    double magnitude = scaled(quotient.value.doubleValue(), quotient.exponent);
    return value.signum() == divisor.value.signum() ? magnitude : -magnitude;
  }

  /// The double nearest to the square root of the quotient, which is not negative.
  double rootOfQuotient(Dyadic divisor) {
    if (isZero()) {
      return 0;
    }
    var quotient = quotient(divisor, 2 * QUOTIENT_BITS);
    boolean odd = (quotient.exponent & 1) != 0;
    var root = (odd ? quotient.value.shiftLeft(1) : quotient.value).sqrtAndRemainder();
    var sticky = root[1].signum() == 0 ? root[0] : root[0].setBit(0);
    return scaled(sticky.doubleValue(), (quotient.exponent - (odd ? 1 : 0)) / 2);
  }

  /// The quotient of the sizes, cut to so many bits or one more; the last bit is set where it is
  /// not exact.
  private Dyadic quotient(Dyadic divisor, int bits) {
    var dividend = value.abs();
    var by = divisor.value.abs();
    int shift = bits + by.bitLength() - dividend.bitLength();
    if (shift >= 0) {
      dividend = dividend.shiftLeft(shift);
    } else {
      by = by.shiftLeft(-shift);
    }
    var parts = dividend.divideAndRemainder(by);
    var quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
    return new Dyadic(quotient, exponent - divisor.exponent - shift);
  }

  /// In two steps, since the power alone may be beyond the range of a double.
  private static double scaled(double value, int power) {
    int half = power / 2;
    return Math.scalb(Math.scalb(value, half), power - half);
  }
}
