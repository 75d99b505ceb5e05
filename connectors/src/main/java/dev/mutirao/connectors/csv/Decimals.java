package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Exact decimals from bytes; digits beyond the scale are rounded half away from zero, as a cast
/// does. A file of one column of them costs 36 ns a row in all (`benchmarks/run Kernels
/// CSV_DECIMALS`).
final class Decimals {
  /// What {@link #parseShort} returns for bytes that do not fit.
  static final long BAD = Long.MIN_VALUE;

  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Decimals() {}

  /// The unscaled value of up to 18 digits.
  static long parseShort(MemorySegment bytes, int from, int to, Type.Decimal type) {
    boolean negative = bytes.get(Column.BYTE, from) == '-';
    long unscaled = 0;
    int fraction = -1;
    int at = negative ? from + 1 : from;
    boolean plain = to - at <= 18 && to > at;
    for (; plain && at < to; at++) {
      byte b = bytes.get(Column.BYTE, at);
      if (b == '.' && fraction < 0) {
        fraction = 0;
      } else if (b >= '0' && b <= '9') {
        unscaled = unscaled * 10 + (b - '0');
        fraction += fraction < 0 ? 0 : 1;
      } else {
        plain = false;
      }
    }
    int missing = type.scale() - Math.max(fraction, 0);
    boolean digits = to - from - (negative ? 1 : 0) > (fraction < 0 ? 0 : 1);
    if (plain && digits && missing >= 0 && unscaled < POWERS[type.precision() - missing]) {
      long value = unscaled * POWERS[missing];
      return negative ? -value : value;
    }
    var value = parse(bytes, from, to, type);
    return value == null ? BAD : value.longValue();
  }

  /// The unscaled value, or null for bytes that do not fit.
  static @Nullable BigInteger parse(MemorySegment bytes, int from, int to, Type.Decimal type) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (!Doubles.isDecimal(bytes, start, end)) {
      return null;
    }
    try {
      var exact = new BigDecimal(FieldText.of(bytes, start, end));
      // Before rounding, so that an exponent of a million makes no number of a million digits.
      long wholeDigits = (long) exact.precision() - exact.scale();
      if (exact.signum() == 0 || wholeDigits < -type.scale()) {
        return BigInteger.ZERO;
      }
      if (wholeDigits > type.precision() - type.scale()) {
        return null;
      }
      var rounded = exact.setScale(type.scale(), RoundingMode.HALF_UP);
      return rounded.precision() > type.precision() ? null : rounded.unscaledValue();
    } catch (NumberFormatException | ArithmeticException e) {
      return null;
    }
  }
}
