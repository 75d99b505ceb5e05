package dev.mutirao.executor.window;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.store.ChunkedColumn;

/// What binary digits the finite values of a part use.
///
/// @param unit the exponent of two of the last digit that any value has
/// @param top the exponent of the first digit; below `unit` when all values are zero
/// @param values how many there are
/// @param allFinite whether there is neither an infinity nor NaN
record DoubleRange(int unit, int top, int values, boolean allFinite) {
  static DoubleRange of(ChunkedColumn values, OrderedRows rows, Presence presence) {
    int unit = Double.MAX_EXPONENT;
    int top = unit - 1;
    boolean any = false;
    boolean allFinite = true;
    boolean isFloat = values.type().layout() == Layout.FLOAT32;
    for (int position = 0; position < rows.count(); position++) {
      if (!presence.at(position)) {
        continue;
      }
      int id = rows.id(position);
      double value = isFloat ? values.float32(id) : values.float64(id);
      long bits = Double.doubleToRawLongBits(value);
      long mantissa = FixedPoint.mantissa(bits);
      if (!Double.isFinite(value)) {
        allFinite = false;
      } else if (mantissa != 0) {
        int exponent = FixedPoint.exponent(bits);
        int last = exponent + Long.numberOfTrailingZeros(mantissa);
        int first = exponent + 63 - Long.numberOfLeadingZeros(mantissa);
        unit = any ? Math.min(unit, last) : last;
        top = any ? Math.max(top, first) : first;
        any = true;
      }
    }
    return new DoubleRange(unit, top, rows.count(), allFinite);
  }

  /// 64-bit limbs that hold the sum of all values and its sign.
  int limbs() {
    int carries = 32 - Integer.numberOfLeadingZeros(values);
    return Math.max(1, Math.ceilDiv(top - unit + 1 + carries + 1, Long.SIZE));
  }
}
