package dev.mutirao.connectors.batch;

import java.lang.foreign.MemorySegment;

/// Checks that bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. Bytes of
/// ASCII are passed eight at a time.
public final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /// Whether the bytes `from` to before `to` are ASCII: less work than {@link #firstWrong}.
  public static boolean isAscii(MemorySegment bytes, int from, int to) {
    long seen = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      seen |= bytes.get(Column.LONG, at);
    }
    for (; at < to; at++) {
      seen |= bytes.get(Column.BYTE, at);
    }
    return (seen & HIGH_BITS) == 0;
  }

  /// Where in `from` to before `to` the first byte lies with which no character begins; `to` when
  /// all are UTF-8.
  public static int firstWrong(MemorySegment bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to) {
        long beyondAscii = bytes.get(Column.LONG, at) & HIGH_BITS;
        if (beyondAscii == 0) {
          at += Long.BYTES;
          continue;
        }
        at += Long.numberOfTrailingZeros(beyondAscii) >>> 3;
      }
      int length = characterLength(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return to;
  }

  /// Bytes of the character at `at`, 0 when it is none: too long for its value, a surrogate, out of
  /// range or cut off.
  private static int characterLength(MemorySegment bytes, int at, int end) {
    int first = bytes.get(Column.BYTE, at) & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > end) {
      return 0;
    }
    int second = bytes.get(Column.BYTE, at + 1) & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    boolean sound = second >= least && second <= most;
    for (int i = 2; i < length; i++) {
      sound &= (bytes.get(Column.BYTE, at + i) & 0xC0) == 0x80;
    }
    return sound ? length : 0;
  }
}
