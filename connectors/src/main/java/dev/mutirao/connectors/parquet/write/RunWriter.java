package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.write.GrowingBytes;

/// Writes small numbers as Parquet's mix of runs and packed bits.
final class RunWriter {
  /// A run shorter than this is packed.
  private static final int SHORTEST_RUN = 16;

  private RunWriter() {}

  /// The bits that numbers below `bound` take, at least 1.
  static int width(int bound) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1));
  }

  /// Writes `values[from .. to)`, each below 2 to the power of `width`.
  static void write(int[] values, int from, int to, int width, GrowingBytes out) {
    int packed = from; // where what is still to be packed begins
    int at = from;
    while (at < to) {
      int value = values[at];
      int end = at + 1;
      while (end < to && values[end] == value) {
        end++;
      }
      // Packed numbers come in groups of 8, which the run fills up.
      int begin = at + (packed - at & 7);
      if (end - begin >= SHORTEST_RUN) {
        pack(values, packed, begin, width, out);
        run(value, end - begin, width, out);
        packed = end;
      }
      at = end;
    }
    pack(values, packed, to, width, out);
  }

  /// A run of one value.
  static void run(int value, int count, int width, GrowingBytes out) {
    out.putVarint(count << 1);
    for (int shift = 0; shift < width; shift += 8) {
      out.write(value >>> shift);
    }
  }

  private static void pack(int[] values, int from, int to, int width, GrowingBytes out) {
    if (from == to) {
      return;
    }
    int groups = to - from + 7 >>> 3;
    out.putVarint(groups << 1 | 1);
    int bytes = groups * width;
    out.reserve(bytes + 8L);
    var segment = out.segment();
    long position = out.size();
    long pending = 0;
    int bits = 0;
    for (int i = from; i < to; i++) {
      pending |= (long) values[i] << bits;
      bits += width;
      if (bits >= Integer.SIZE) {
        segment.set(Column.INT, position, (int) pending);
        position += Integer.BYTES;
        pending >>>= Integer.SIZE;
        bits -= Integer.SIZE;
      }
    }
    for (long end = out.size() + bytes; position < end; position += Integer.BYTES) {
      segment.set(Column.INT, position, (int) pending); // zeros behind the last value
      pending = 0;
    }
    out.advance(bytes);
  }
}
