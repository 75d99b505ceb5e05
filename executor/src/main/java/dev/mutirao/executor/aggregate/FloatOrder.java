package dev.mutirao.executor.aggregate;

/// Floating point numbers as integers in the same order: -0 before 0, NaN (one of it) after
/// everything.
public final class FloatOrder {
  private FloatOrder() {}

  public static long code(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ bits >> 63 & Long.MAX_VALUE;
  }

  static double value(long code) {
    return Double.longBitsToDouble(code ^ code >> 63 & Long.MAX_VALUE);
  }

  /// The code under which values that SQL calls equal are the same: that of 0 for -0.
  public static long equalityCode(long code) {
    return code == -1 ? 0 : code;
  }
}
