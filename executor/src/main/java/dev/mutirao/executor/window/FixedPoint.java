package dev.mutirao.executor.window;

/// Doubles as integers times a power of two, and back.
final class FixedPoint {
  private static final int MANTISSA_BITS = 52;
  private static final long HIDDEN = 1L << MANTISSA_BITS;
  private static final int MIN_EXPONENT = -1074;

  /// More than a double has by enough to tell a tie.
  private static final int KEPT_BITS = 63;

  private FixedPoint() {}

  /// The magnitude is `mantissa * 2^exponent`; of a finite double.
  static long mantissa(long bits) {
    long fraction = bits & HIDDEN - 1;
    return biased(bits) == 0 ? fraction : fraction | HIDDEN;
  }

  static int exponent(long bits) {
    return Math.max(biased(bits), 1) - 1 + MIN_EXPONENT;
  }

  private static int biased(long bits) {
    return (int) (bits >>> MANTISSA_BITS) & 0x7FF;
  }

  /// The double nearest to `limbs * 2^unit`, ties to even. The value is a multiple of the smallest
  /// double, so that it is exact where doubles lose digits.
  ///
  /// @param limbs three limbs in two's complement, least significant first; changed
  static double toDouble(long[] limbs, int unit) {
    if (isNarrow(limbs)) {
      return Math.scalb((double) limbs[0], unit);
    }
    boolean negative = makePositive(limbs);
    int shift = bits(limbs) - KEPT_BITS;
    double magnitude = Math.scalb((double) digits(limbs, shift), shift + unit);
    return negative ? -magnitude : magnitude;
  }

  /// The float nearest to `limbs * 2^unit`, which is a multiple of the smallest float.
  static float toFloat(long[] limbs, int unit) {
    if (isNarrow(limbs)) {
      return Math.scalb((float) limbs[0], unit);
    }
    boolean negative = makePositive(limbs);
    int shift = bits(limbs) - KEPT_BITS;
    float magnitude = Math.scalb((float) digits(limbs, shift), shift + unit);
    return negative ? -magnitude : magnitude;
  }

  private static boolean isNarrow(long[] limbs) {
    return limbs[1] == limbs[0] >> 63 && limbs[2] == limbs[1];
  }

  /// Takes the magnitude; whether the value was negative.
  private static boolean makePositive(long[] limbs) {
    if (limbs[2] >= 0) {
      return false;
    }
    boolean carry = true;
    for (int limb = 0; limb < limbs.length; limb++) {
      limbs[limb] = ~limbs[limb] + (carry ? 1 : 0);
      carry &= limbs[limb] == 0;
    }
    return true;
  }

  private static int bits(long[] limbs) {
    int limb = limbs[2] != 0 ? 2 : limbs[1] != 0 ? 1 : 0;
    return (limb + 1 << 6) - Long.numberOfLeadingZeros(limbs[limb]);
  }

  /// The 63 digits above `shift`, which is positive; the last one stands for all that are cut: with
  /// it set, rounding the 63 digits is rounding all.
  private static long digits(long[] limbs, int shift) {
    int limb = shift >>> 6;
    int within = shift & 63;
    long digits = limbs[limb] >>> within;
    if (within > 0 && limb + 1 < limbs.length) {
      digits |= limbs[limb + 1] << 64 - within;
    }
    boolean rest = (limbs[limb] & (1L << within) - 1) != 0;
    for (int below = 0; below < limb; below++) {
      rest |= limbs[below] != 0;
    }
    return rest ? digits | 1 : digits;
  }
}
