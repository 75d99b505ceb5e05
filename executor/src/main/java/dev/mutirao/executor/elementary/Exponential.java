package dev.mutirao.executor.elementary;

/// e raised to a number.
///
/// x = n ln 2 + r with a whole n and |r| at most ln 2 / 2, where exp(r) is a polynomial of degree
/// 12, which differs from it by less than 2^-61: the one that equals it at Chebyshev's points. The
/// result is within 1 ulp of `StrictMath.exp`. About 4 ns; {@link VectorExponential} does the same
/// operations.
public final class Exponential {
  /// Below this magnitude the result and 2^n are normal numbers.
  static final double NEAR = 708;

  static final double LOG2_E = 0x1.71547652b82fep+0;

  /// Added to a number below 2^51, it leaves the nearest whole number in the lowest bits.
  static final double TO_WHOLE = 0x1.8p52;

  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  static final double C2 = 0.5;
  static final double C3 = 0x1.5555555555557p-3;
  static final double C4 = 0x1.5555555555556p-5;
  static final double C5 = 0x1.11111111100dcp-7;
  static final double C6 = 0x1.6c16c16c162d4p-10;
  static final double C7 = 0x1.a01a01abe7fe1p-13;
  static final double C8 = 0x1.a01a01a6d889cp-16;
  static final double C9 = 0x1.71de0231960ebp-19;
  static final double C10 = 0x1.27e4db646b17ep-22;
  static final double C11 = 0x1.af4de97ca4194p-26;
  static final double C12 = 0x1.1f730349868cep-29;

  private static final double OVERFLOWS = 0x1.62e42fefa39efp9;
  private static final double VANISHES = -0x1.74910d52d3051p9;

  private Exponential() {}

  /// Infinite above the largest double's logarithm, 0 below that of the least, NaN for NaN.
  public static double of(double x) {
    double shifted = Math.fma(x, LOG2_E, TO_WHOLE);
    double n = shifted - TO_WHOLE;
    double r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    double p = Math.fma(C12, r, C11);
    p = Math.fma(p, r, C10);
    p = Math.fma(p, r, C9);
    p = Math.fma(p, r, C8);
    p = Math.fma(p, r, C7);
    p = Math.fma(p, r, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    double y = Math.fma(p, r * r, r) + 1;
    if (Math.abs(x) < NEAR) {
      long power = Double.doubleToRawLongBits(shifted) << 52;
      return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + power);
    }
    if (x > OVERFLOWS) {
      return Double.POSITIVE_INFINITY;
    }
    return x < VANISHES ? 0 : scaled(y, n);
  }

  /// `y * 2^n`, rounded once: where 2^n is no normal number. NaN where y is.
  private static double scaled(double y, double n) {
    int half = (int) n / 2;
    return y * Math.scalb(1.0, half) * Math.scalb(1.0, (int) n - half);
  }
}
