package dev.mutirao.executor.elementary;

/// The natural logarithm.
///
/// x = 2^k m with m from the root of 1/2 to that of 2; with f = m - 1 and s = f / (2 + f), log(m)
/// is f - (f^2 / 2 - s (f^2 / 2 + R)) where R is a polynomial in s^2 (the method and the
/// coefficients are those of FreeBSD's and Java's log). The result is within 1 ulp of
/// `StrictMath.log`. About 5 ns; {@link VectorLogarithm} does the same operations.
public final class Logarithm {
  /// The bits of the root of 1/2.
  static final long ROOT_OF_HALF = 0x3FE6A09E667F3BCDL;

  static final long EXPONENT = 0xFFF0_0000_0000_0000L;

  static final double LN2_HIGH = 0.6931471803691238;
  static final double LN2_LOW = 1.9082149292705877e-10;

  static final double L1 = 0.6666666666666735;
  static final double L2 = 0.3999999999940942;
  static final double L3 = 0.2857142874366239;
  static final double L4 = 0.22222198432149784;
  static final double L5 = 0.1818357216161805;
  static final double L6 = 0.15313837699209373;
  static final double L7 = 0.14798198605116586;

  private static final double SUBNORMALS_UP = 0x1p54;

  private Logarithm() {}

  /// Minus infinity for 0, NaN below it and for NaN.
  public static double of(double x) {
    if (x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE) {
      return normal(x, 0);
    }
    if (x > 0) {
      return x == Double.POSITIVE_INFINITY ? x : normal(x * SUBNORMALS_UP, -54);
    }
    return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
  }

  /// log(x 2^exponent) of a normal positive number.
  private static double normal(double x, int exponent) {
    long bits = Double.doubleToRawLongBits(x);
    long above = bits - ROOT_OF_HALF;
    double k = (above >> 52) + exponent;
    double f = Double.longBitsToDouble(bits - (above & EXPONENT)) - 1;
    double s = f / (f + 2);
    double z = s * s;
    double r = Math.fma(L7, z, L6);
    r = Math.fma(r, z, L5);
    r = Math.fma(r, z, L4);
    r = Math.fma(r, z, L3);
    r = Math.fma(r, z, L2);
    r = Math.fma(r, z, L1) * z;
    double h = f * f * 0.5;
    double low = Math.fma(k, LN2_LOW, s * (h + r));
    return k * LN2_HIGH - (h - low - f);
  }
}
