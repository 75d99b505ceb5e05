package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Whole numbers from bytes, eight digits at a time. Eight bytes beyond the end of a field must be
/// readable. A file of one column of whole numbers of up to ten digits costs 24 ns a row in all
/// (`benchmarks/run Kernels CSV_INTEGERS`).
final class Integers {
  /// What {@link #parse} returns for bytes that are no BIGINT, and for the least BIGINT ({@link
  /// #isLeast} tells).
  static final long BAD = Long.MIN_VALUE;

  private static final byte[] LEAST =
      "9223372036854775808".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private Integers() {}

  /// Parses `[+-]digits` with blanks around.
  static long parse(MemorySegment bytes, int from, int to) {
    boolean negative = bytes.get(Column.BYTE, from) == '-';
    int start = negative ? from + 1 : from;
    int length = to - start;
    long value = -1;
    if (length > 0 && length <= 8) {
      value = digits(bytes.get(Column.LONG, start), length);
    } else if (length > 8 && length <= 16) {
      long high = digits(bytes.get(Column.LONG, start), length - 8);
      long low = digits(bytes.get(Column.LONG, to - 8), 8);
      value = (high | low) < 0 ? -1 : high * 100_000_000 + low;
    }
    if (value < 0) {
      return parseSlowly(bytes, from, to);
    }
    return negative ? -value : value;
  }

  /// The number that the first `length` (1 to 8) bytes of a little-endian word spell, or -1 when
  /// one is no digit.
  static long digits(long word, int length) {
    long value = (word ^ 0x3030303030303030L) << 64 - 8 * length;
    if (((value + 0x7676767676767676L | value) & 0x8080808080808080L) != 0) {
      return -1;
    }
    value = value * 10 + (value >>> 8);
    long even = (value & 0x000000FF000000FFL) * 0x000F424000000064L;
    long odd = (value >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L;
    return even + odd >>> 32;
  }

  private static long parseSlowly(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (start == end) {
      return BAD;
    }
    byte sign = bytes.get(Column.BYTE, start);
    int at = sign == '-' || sign == '+' ? start + 1 : start;
    if (at == end) {
      return BAD;
    }
    long negated = 0;
    for (; at < end; at++) {
      int digit = bytes.get(Column.BYTE, at) - '0';
      if (digit < 0 || digit > 9 || negated < Long.MIN_VALUE / 10) {
        return BAD;
      }
      negated = negated * 10 - digit;
      if (negated > 0) {
        return BAD;
      }
    }
    return sign == '-' ? negated : -negated;
  }

  /// Whether a field that gave {@link #BAD} is the number -9223372036854775808 all the same.
  static boolean isLeast(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (start == end || bytes.get(Column.BYTE, start) != '-') {
      return false;
    }
    start++;
    while (end - start > LEAST.length && bytes.get(Column.BYTE, start) == '0') {
      start++;
    }
    return end - start == LEAST.length
        && bytes.asSlice(start, LEAST.length).mismatch(MemorySegment.ofArray(LEAST)) < 0;
  }
}
