package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.type.ValueText;

/// Spells numbers into bytes.
final class NumberText {
  private static final long[] POWERS = powers();

  /// Numbers of up to 15 digits are told apart by a double, so that digits which read back are the
  /// shortest that do once the zeros at their end are gone.
  private static final double LARGEST = 1e15;

  private NumberText() {}

  /// An unscaled decimal of up to 18 digits.
  static void decimal(long unscaled, int scale, TextBuffer out) {
    if (scale == 0) {
      out.put(unscaled);
      return;
    }
    long rest = unscaled;
    if (rest < 0) {
      out.put('-');
      rest = -rest;
    }
    long whole = rest / POWERS[scale];
    out.put(whole);
    out.put('.');
    out.putPadded(rest - whole * POWERS[scale], scale);
  }

  /// A double, as {@link ValueText#ofDouble} spells it. Those that are decimals of a few digits, as
  /// most that people measure, take no text on the way.
  static void floating(double value, TextBuffer out) {
    for (int scale = 0; scale <= 4; scale += 2) {
      double shifted = value * POWERS[scale];
      if (Math.abs(shifted) >= LARGEST || value == 0) {
        break;
      }
      long digits = Math.round(shifted);
      if ((double) digits / POWERS[scale] == value) {
        if (Math.abs(value) < 1e-4) {
          break; // which has an exponent
        }
        stripped(digits, scale, out);
        return;
      }
    }
    out.put(ValueText.ofDouble(value));
  }

  private static void stripped(long digits, int scale, TextBuffer out) {
    long rest = digits;
    int places = scale;
    while (places > 0 && rest % 10 == 0) {
      rest /= 10;
      places--;
    }
    decimal(rest, places, out);
  }

  private static long[] powers() {
    var powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
