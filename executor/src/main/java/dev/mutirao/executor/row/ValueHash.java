package dev.mutirao.executor.row;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// Hashes of single values. The same on every machine and in every version that exchanges rows with
/// this one: equal SQL values have equal hashes, and so have equal numbers of different integer
/// widths and of short and long decimals of one scale.
final class ValueHash {
  /// The hash of NULL.
  static final long NULL = 0x6E756C6C5F686173L;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xD6E8FEB86659FD93L;

  private ValueHash() {}

  /// Spreads a 64-bit integer over all bits (a bijection).
  static long of(long value) {
    long hash = (value ^ value >>> 32) * SECOND;
    hash = (hash ^ hash >>> 32) * SECOND;
    return hash ^ hash >>> 32;
  }

  /// -0 hashes as 0, every NaN alike.
  static long of(double value) {
    return of(Double.doubleToLongBits(value + 0.0));
  }

  static long of(boolean value) {
    return of(value ? 1L : 0L);
  }

  /// A number that fits 64 bits hashes as in 64 bits.
  static long of(long high, long low) {
    return high == low >> 63 ? of(low) : combine(of(low), of(high));
  }

  /// Bytes, eight at a time.
  static long of(MemorySegment bytes, long start, int length) {
    long hash = length * MULTIPLIER;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = step(hash, bytes.get(LONG, start + i));
    }
    int left = length - i;
    if (left > 0) {
      hash = step(hash, tail(bytes, start + i, left));
    }
    return of(hash);
  }

  /// The hash of a row so far and that of its next value.
  static long combine(long hash, long next) {
    return of(Long.rotateLeft(hash, 23) * MULTIPLIER + next);
  }

  private static long step(long hash, long word) {
    long mixed = (hash ^ word) * MULTIPLIER;
    return mixed ^ mixed >>> 29;
  }

  /// The last 1 to 7 bytes, little endian, without reading past them.
  private static long tail(MemorySegment bytes, long at, int length) {
    if (length >= 4) {
      long low = bytes.get(INT, at) & 0xFFFFFFFFL;
      long high = bytes.get(INT, at + length - 4) & 0xFFFFFFFFL;
      return low | high << 8 * (length - 4);
    }
    long first = bytes.get(BYTE, at) & 0xFF;
    long middle = bytes.get(BYTE, at + (length >> 1)) & 0xFF;
    long last = bytes.get(BYTE, at + length - 1) & 0xFF;
    return first | middle << 8 * (length >> 1) | last << 8 * (length - 1);
  }
}
