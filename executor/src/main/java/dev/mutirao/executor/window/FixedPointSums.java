package dev.mutirao.executor.window;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.store.ChunkedColumn;
import org.jspecify.annotations.Nullable;

/// Exact sums of doubles over frames: every value is an integer times 2^`unit`, so that {@link
/// LimbSums} adds them without error, and a value that leaves the frame leaves nothing behind.
/// Infinities and NaN are counted apart.
final class FixedPointSums {
  static final int MAX_LIMBS = LimbSums.MOST;

  private final int unit;
  private final LimbSums sums;
  private final Presence presence;
  private final @Nullable NotFinite notFinite;

  private FixedPointSums(
      int unit, LimbSums sums, Presence presence, @Nullable NotFinite notFinite) {
    this.unit = unit;
    this.sums = sums;
    this.presence = presence;
    this.notFinite = notFinite;
  }

  /// @param range of the values; not more than {@link #MAX_LIMBS} limbs
  static FixedPointSums of(
      ChunkedColumn values,
      DoubleRange range,
      OrderedRows rows,
      Presence presence,
      PartMemory memory) {
    var sums = new LimbSums(range.limbs(), rows.count(), memory);
    var notFinite = range.allFinite() ? null : new NotFinite(rows.count(), memory);
    boolean isFloat = values.type().layout() == Layout.FLOAT32;
    for (int position = 0; position < rows.count(); position++) {
      int id = rows.id(position);
      double value = 0;
      if (presence.at(position)) {
        value = isFloat ? values.float32(id) : values.float64(id);
      }
      if (notFinite != null) {
        notFinite.add(position, value);
      }
      add(value, range.unit(), position, sums);
    }
    return new FixedPointSums(range.unit(), sums, presence, notFinite);
  }

  private static void add(double value, int unit, int position, LimbSums sums) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = FixedPoint.mantissa(bits);
    if (mantissa == 0 || !Double.isFinite(value)) {
      sums.skip(position);
      return;
    }
    int shift = FixedPoint.exponent(bits) - unit;
    long low = 0;
    long middle = 0;
    long high = 0;
    if (shift <= 0) {
      low = mantissa >>> -shift; // what is cut is zeros
    } else if (shift < 64) {
      low = mantissa << shift;
      middle = mantissa >>> 64 - shift;
    } else if (shift == 64) {
      middle = mantissa;
    } else if (shift < 128) {
      middle = mantissa << shift - 64;
      high = mantissa >>> 128 - shift;
    } else {
      high = mantissa << shift - 128;
    }
    if (bits < 0) {
      low = -low;
      middle = ~middle + (low == 0 ? 1 : 0);
      high = ~high + (low == 0 && middle == 0 ? 1 : 0);
    }
    sums.add(position, low, middle, high);
  }

  /// Values in the frame of position `i` of the batch.
  long count(FrameCursor frame, int i) {
    return FramedCount.count(frame, presence, i);
  }

  /// Their sum, rounded once.
  ///
  /// @param limbs room to compute in
  double toDouble(FrameCursor frame, int i, long[] limbs) {
    if (notFinite != null) {
      double special = notFinite.sum(frame, i);
      if (special != 0) {
        return special;
      }
    }
    sums.total(frame, i, limbs);
    return FixedPoint.toDouble(limbs, unit);
  }

  /// Their sum, rounded once to a float.
  float toFloat(FrameCursor frame, int i, long[] limbs) {
    if (notFinite != null) {
      double special = notFinite.sum(frame, i);
      if (special != 0) {
        return (float) special;
      }
    }
    sums.total(frame, i, limbs);
    return FixedPoint.toFloat(limbs, unit);
  }

  /// How many infinities and NaNs are before each position.
  private static final class NotFinite {
    private final IntVector positive;
    private final IntVector negative;
    private final IntVector nan;

    NotFinite(int positions, PartMemory memory) {
      positive = memory.ints(positions + 1);
      negative = memory.ints(positions + 1);
      nan = memory.ints(positions + 1);
      positive.set(0, 0);
      negative.set(0, 0);
      nan.set(0, 0);
    }

    void add(int position, double value) {
      int isPositive = value == Double.POSITIVE_INFINITY ? 1 : 0;
      int isNegative = value == Double.NEGATIVE_INFINITY ? 1 : 0;
      positive.set(position + 1, positive.get(position) + isPositive);
      negative.set(position + 1, negative.get(position) + isNegative);
      nan.set(position + 1, nan.get(position) + (Double.isNaN(value) ? 1 : 0));
    }

    /// What they make of a frame's sum; 0 when there are none.
    double sum(FrameCursor frame, int i) {
      boolean isPositive = any(positive, frame, i);
      boolean isNegative = any(negative, frame, i);
      if (any(nan, frame, i) || isPositive && isNegative) {
        return Double.NaN;
      }
      return isPositive ? Double.POSITIVE_INFINITY : isNegative ? Double.NEGATIVE_INFINITY : 0;
    }

    private static boolean any(IntVector counts, FrameCursor frame, int i) {
      boolean any = false;
      for (int piece = 0; piece < frame.pieces(); piece++) {
        any |= counts.get(frame.ends(piece)[i]) != counts.get(frame.starts(piece)[i]);
      }
      return any;
    }
  }
}
