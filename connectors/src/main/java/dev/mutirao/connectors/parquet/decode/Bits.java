package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// Bitmaps, least significant bit first, in whole 64-bit words. Sources must be followed by 16
/// bytes that may be loaded.
final class Bits {
  private Bits() {}

  /// Sets `count` bits from `start` on to `value`.
  static void fill(MemorySegment bitmap, long start, int count, boolean value) {
    long at = start;
    long end = start + count;
    while (at < end) {
      int taken = (int) Math.min(64 - (at & 63), end - at);
      put(bitmap, at, taken, value ? -1L : 0L);
      at += taken;
    }
  }

  /// Copies `count` bits and tells how many of them are set.
  static int copy(
      MemorySegment source, long sourceBit, MemorySegment bitmap, long start, int count) {
    int set = 0;
    int done = 0;
    while (done < count) {
      int taken = (int) Math.min(64 - (start + done & 63), count - done);
      long bits = get(source, sourceBit + done, taken);
      put(bitmap, start + done, taken, bits);
      set += Long.bitCount(bits);
      done += taken;
    }
    return set;
  }

  /// How many of `count` bits are set.
  static int count(MemorySegment source, long bit, int count) {
    int set = 0;
    for (int done = 0; done < count; done += 64) {
      set += Long.bitCount(get(source, bit + done, Math.min(64, count - done)));
    }
    return set;
  }

  /// Up to 64 bits from any place.
  static long get(MemorySegment source, long bit, int count) {
    long offset = bit >>> 3;
    int shift = (int) (bit & 7);
    long bits = source.get(LONG, offset) >>> shift;
    if (shift + count > 64) {
      bits |= (source.get(BYTE, offset + 8) & 0xFFL) << 64 - shift;
    }
    return bits & low(count);
  }

  /// Writes up to 64 bits that do not cross a word of the bitmap.
  private static void put(MemorySegment bitmap, long bit, int count, long bits) {
    long offset = bit >>> 6 << 3;
    int shift = (int) (bit & 63);
    long mask = low(count) << shift;
    bitmap.set(LONG, offset, bitmap.get(LONG, offset) & ~mask | bits << shift & mask);
  }

  /// A word whose lowest `count` bits, 0 to 64, are set.
  static long low(int count) {
    return count == 64 ? -1L : (1L << count) - 1;
  }
}
