package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Type.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Exact arithmetic on unscaled decimals. Rounds half away from zero; what exceeds the result's
/// digits is an error.
///
/// Values of up to 18 digits are `long`; the sum of two such, and every `long` product of which the
/// planner says that it fits 18 digits, stays inside 64 bits.
final class DecimalMath {
  private static final long[] POWERS = new long[19];
  private static final BigInteger[] WIDE_POWERS = new BigInteger[2 * Decimal.MAX_PRECISION + 8];
  private static final Int128[] BOUNDS = new Int128[Decimal.MAX_PRECISION + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
    for (int i = 0; i < WIDE_POWERS.length; i++) {
      WIDE_POWERS[i] = BigInteger.TEN.pow(i);
    }
    for (int i = 0; i < BOUNDS.length; i++) {
      BOUNDS[i] = Int128.of(WIDE_POWERS[i]);
    }
  }

  private DecimalMath() {}

  /// 10 to the power of `exponent`, up to 18.
  static long power(int exponent) {
    return POWERS[exponent];
  }

  static BigInteger widePower(int exponent) {
    return WIDE_POWERS[exponent];
  }

  // 64 bits: `bound` is 10 to the result's precision.

  static long add(long a, long b, long bound) {
    return checked(a + b, bound);
  }

  static long subtract(long a, long b, long bound) {
    return checked(a - b, bound);
  }

  static long multiply(long a, long b, long bound) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) != low >> 63) {
      throw overflow(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), bound);
    }
    return checked(low, bound);
  }

  static long remainder(long a, long b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    return a % b;
  }

  static long negate(long a) {
    return -a;
  }

  /// `value / divisor` rounded half away from zero; `divisor` is a positive power of ten.
  static long divideRounded(long value, long divisor) {
    long quotient = value / divisor;
    long rest = value % divisor;
    long twice = Math.abs(rest) * 2;
    return twice >= divisor || twice < 0 ? quotient + (value < 0 ? -1 : 1) : quotient;
  }

  private static long checked(long value, long bound) {
    if (value >= bound || value <= -bound) {
      throw overflow(BigInteger.valueOf(value), bound);
    }
    return value;
  }

  private static MutiraoException overflow(BigInteger unscaled, long bound) {
    return overflow(unscaled, Long.toString(bound).length() - 1);
  }

  private static MutiraoException overflow(BigInteger unscaled, int precision) {
    return QueryErrors.overflow(
        "unscaled value " + unscaled,
        "a decimal of " + precision + " digits",
        "cast an operand to a type with fewer digits after the point, or to DOUBLE");
  }

  // 128 bits

  static Int128 add(Int128 a, Int128 b, int precision) {
    long low = a.low() + b.low();
    long carry = Long.compareUnsigned(low, a.low()) < 0 ? 1 : 0;
    long high = a.high() + b.high() + carry;
    if (((a.high() ^ high) & (b.high() ^ high)) < 0) {
      throw overflow(a.toBigInteger().add(b.toBigInteger()), precision);
    }
    return checked(new Int128(high, low), precision);
  }

  static Int128 subtract(Int128 a, Int128 b, int precision) {
    return add(a, negate(b), precision);
  }

  static Int128 multiply(Int128 a, Int128 b, int precision) {
    if (isLong(a) && isLong(b)) {
      var product = new Int128(Math.multiplyHigh(a.low(), b.low()), a.low() * b.low());
      return checked(product, precision);
    }
    return checked(a.toBigInteger().multiply(b.toBigInteger()), precision);
  }

  static Int128 remainder(Int128 a, Int128 b) {
    if ((b.high() | b.low()) == 0) {
      throw QueryErrors.divisionByZero(a.toString());
    }
    return Int128.of(a.toBigInteger().remainder(b.toBigInteger()));
  }

  static Int128 negate(Int128 a) {
    long low = -a.low();
    return new Int128(~a.high() + (low == 0 ? 1 : 0), low);
  }

  /// `a * 10^shift / b`.
  static Int128 divide(Int128 a, Int128 b, int shift, int precision) {
    if ((b.high() | b.low()) == 0) {
      throw QueryErrors.divisionByZero(a.toString());
    }
    if (shift < POWERS.length && isLong(a) && isLong(b)) {
      long factor = POWERS[shift];
      long dividend = a.low() * factor;
      if (Math.multiplyHigh(a.low(), factor) == dividend >> 63 && dividend != Long.MIN_VALUE) {
        return checked(Int128.of(divideLongs(dividend, b.low())), precision);
      }
    }
    return checked(
        roundedQuotient(a.toBigInteger().multiply(WIDE_POWERS[shift]), b.toBigInteger()),
        precision);
  }

  private static long divideLongs(long a, long b) {
    long quotient = a / b;
    long rest = Math.abs(a % b);
    boolean up = rest != 0 && Long.compareUnsigned(rest, Math.abs(b) - rest) >= 0;
    return up ? quotient + ((a ^ b) < 0 ? -1 : 1) : quotient;
  }

  static BigInteger roundedQuotient(BigInteger a, BigInteger b) {
    return new BigDecimal(a).divide(new BigDecimal(b), 0, RoundingMode.HALF_UP).toBigInteger();
  }

  /// The value with `up` more digits after its point (fewer when negative), within `precision`
  /// digits.
  static Int128 rescaled(Int128 value, int up, int precision) {
    if (up == 0) {
      return checked(value, precision);
    }
    return up > 0
        ? multiply(value, BOUNDS[up], precision)
        : checked(roundedQuotient(value.toBigInteger(), WIDE_POWERS[-up]), precision);
  }

  static boolean isLong(Int128 value) {
    return value.high() == value.low() >> 63;
  }

  /// The low half of a value that is known to fit `DECIMAL(18, s)`.
  static long narrow(Int128 value) {
    return value.low();
  }

  static Int128 checked(BigInteger value, int precision) {
    if (value.abs().compareTo(WIDE_POWERS[precision]) >= 0) {
      throw overflow(value, precision);
    }
    return Int128.of(value);
  }

  static Int128 checked(Int128 value, int precision) {
    var bound = BOUNDS[precision];
    if (value.compareTo(bound) >= 0 || negate(value).compareTo(bound) >= 0 || isMinimum(value)) {
      throw overflow(value.toBigInteger(), precision);
    }
    return value;
  }

  private static boolean isMinimum(Int128 value) {
    return value.high() == Long.MIN_VALUE && value.low() == 0;
  }
}
