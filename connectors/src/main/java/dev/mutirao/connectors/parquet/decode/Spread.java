package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import java.lang.foreign.MemorySegment;

/// Moves values that lie close together to the rows that have one, in place and from the last to
/// the first.
///
/// Each method takes how many `rows` there are and how many of them are `valid`, as many values as
/// lie at the start. Where every second value is NULL, a row costs 5 ns, of which 1 is the value
/// (`benchmarks/run Kernels PARQUET_HALF_NULLS`).
final class Spread {
  private Spread() {}

  /// Values of `width` bytes each.
  static void fixed(MemorySegment values, int width, MemorySegment validity, int rows, int valid) {
    int from = valid;
    for (int word = (rows - 1) >>> 6; word >= 0 && from > 0; word--) {
      int base = word << 6;
      int length = Math.min(64, rows - base);
      if (from == base + length) {
        return; // no row before has moved
      }
      long bits = validity.get(LONG, (long) word << 3) & Bits.low(length);
      int count = Long.bitCount(bits);
      from -= count;
      if (count == length) {
        MemorySegment.copy(
            values, (long) from * width, values, (long) base * width, (long) count * width);
      } else {
        word(values, width, base, bits, from + count);
      }
    }
  }

  private static void word(MemorySegment values, int width, int base, long bits, int end) {
    int from = end;
    for (long left = bits; left != 0; ) {
      int bit = 63 - Long.numberOfLeadingZeros(left);
      left &= ~(1L << bit);
      from--;
      move(values, width, from, base + bit);
    }
  }

  private static void move(MemorySegment values, int width, long from, long to) {
    switch (width) {
      case 1 -> values.set(BYTE, to, values.get(BYTE, from));
      case 2 -> values.set(SHORT, to << 1, values.get(SHORT, from << 1));
      case 4 -> values.set(INT, to << 2, values.get(INT, from << 2));
      case 8 -> values.set(LONG, to << 3, values.get(LONG, from << 3));
      case 16 -> {
        long high = values.get(LONG, (from << 4) + 8);
        values.set(LONG, to << 4, values.get(LONG, from << 4));
        values.set(LONG, (to << 4) + 8, high);
      }
      default -> throw new IllegalArgumentException("no layout is " + width + " bytes wide");
    }
  }

  /// Single bits.
  static void bits(MemorySegment values, MemorySegment validity, int rows, int valid) {
    int from = valid;
    for (int word = (rows - 1) >>> 6; word >= 0 && from > 0; word--) {
      long bits = validity.get(LONG, (long) word << 3) & Bits.low(Math.min(64, rows - (word << 6)));
      int count = Long.bitCount(bits);
      from -= count;
      values.set(LONG, (long) word << 3, Long.expand(Bits.get(values, from, count), bits));
    }
  }

  /// `valid + 1` offsets become `rows + 1`; a row without a value has no bytes.
  static void offsets(MemorySegment offsets, MemorySegment validity, int rows, int valid) {
    int from = valid;
    for (int row = rows; row > from; row--) {
      offsets.set(INT, (long) row << 2, offsets.get(INT, (long) from << 2));
      if ((validity.get(BYTE, row - 1 >>> 3) >>> (row - 1 & 7) & 1) != 0) {
        from--;
      }
    }
  }

  /// Dictionary indices; rows without a value get index 0, because indices are always in range.
  static void indices(MemorySegment indices, MemorySegment validity, int rows, int valid) {
    fixed(indices, 4, validity, rows, valid);
    for (int word = 0; word <= (rows - 1) >>> 6; word++) {
      int base = word << 6;
      long missing = ~validity.get(LONG, (long) word << 3) & Bits.low(Math.min(64, rows - base));
      for (; missing != 0; missing &= missing - 1) {
        indices.set(INT, base + Long.numberOfTrailingZeros(missing) << 2, 0);
      }
    }
  }
}
