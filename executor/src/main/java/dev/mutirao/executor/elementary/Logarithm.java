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

  static final double LN2_HIGH = 6.93147180369123816490e-01;
  static final double LN2_LOW = 1.90821492927058770002e-10;

  static final double L1 = 6.666666666666735130e-01;
  static final double L2 = 3.999999999940941908e-01;
  static final double L3 = 2.857142874366239149e-01;
  static final double L4 = 2.222219843214978396e-01;
  static final double L5 = 1.818357216161805012e-01;
  static final double L6 = 1.531383769920937332e-01;
  static final double L7 = 1.479819860511658591e-01;

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
