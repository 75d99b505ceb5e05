package dev.mutirao.executor.aggregate;

/// The exponents that three bins of a sum cover: all values below 2^`top` in magnitude that are
/// multiples of 2^(`top` - 101). `q = (x + s) - s` takes from `x` its part above a bin's unit
/// without error, because `s` is 1.5 times the power of two whose last place is the unit. Each part
/// is at most 2^33 units of its bin, so 2^20 of them add up without rounding (below 2^53 units).
///
/// After Demmel and Nguyen, "Fast Reproducible Floating-Point Summation" (2013).
///
/// @param top every value in the window is below 2^top in magnitude
/// @param bound 2^top
/// @param first splits at 2^(top - 33)
/// @param second splits at 2^(top - 67)
/// @param third splits at 2^(top - 101)
record BinWindow(int top, double bound, double first, double second, double third) {
  /// Additions to a bin that surely do not round.
  static final int SAFE_ADDITIONS = 1 << 20;

  /// Room for values larger than those seen when the window was chosen.
  private static final int SLACK = 5;

  private static final int MIN_TOP = -900;
  private static final int MAX_TOP = 1000;

  static BinWindow below(int top) {
    int within = Math.clamp(top, MIN_TOP, MAX_TOP);
    return new BinWindow(
        within,
        Math.scalb(1.0, within),
        Math.scalb(1.5, within + 19),
        Math.scalb(1.5, within - 15),
        Math.scalb(1.5, within - 49));
  }

  /// A window for values like these; values that are not finite do not matter.
  static BinWindow around(double[] values, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      double magnitude = Math.abs(values[i]);
      if (magnitude > largest && magnitude <= Double.MAX_VALUE) {
        largest = magnitude;
      }
    }
    return below(largest == 0 ? 0 : Math.getExponent(largest) + 1 + SLACK);
  }
}
