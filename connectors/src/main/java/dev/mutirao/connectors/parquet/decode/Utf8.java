package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.parquet.page.CorruptData;
import java.lang.foreign.MemorySegment;

/// Checks that texts are UTF-8, because the rest of the engine takes that for granted.
final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /// Checks `count` values given by offsets, and that no character reaches from one value into the
  /// next.
  static void check(MemorySegment bytes, MemorySegment offsets, int count) {
    int end = offsets.get(INT, 4L * count);
    if (isAscii(bytes, end)) {
      return;
    }
    for (int at = 0; at < end; ) {
      int length = characterLength(bytes, at, end);
      if (length == 0) {
        throw notUtf8(at);
      }
      at += length;
    }
    for (int i = 0; i < count; i++) {
      int start = offsets.get(INT, 4L * i);
      if (start < end && (bytes.get(BYTE, start) & 0xC0) == 0x80) {
        throw notUtf8(start);
      }
    }
  }

  private static CorruptData notUtf8(int at) {
    return new CorruptData("a text that is not UTF-8, near byte " + at + " of its batch");
  }

  private static boolean isAscii(MemorySegment bytes, int end) {
    long seen = 0;
    int at = 0;
    for (; at + 8 <= end; at += 8) {
      seen |= bytes.get(LONG, at);
    }
    for (; at < end; at++) {
      seen |= bytes.get(BYTE, at);
    }
    return (seen & HIGH_BITS) == 0;
  }

  /// Bytes of the character at `at`, 0 when it is none: too long for its value, a surrogate, out of
  /// range or cut off.
  private static int characterLength(MemorySegment bytes, int at, int end) {
    int first = bytes.get(BYTE, at) & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > end) {
      return 0;
    }
    int second = bytes.get(BYTE, at + 1) & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    boolean sound = second >= least && second <= most;
    for (int i = 2; i < length; i++) {
      sound &= (bytes.get(BYTE, at + i) & 0xC0) == 0x80;
    }
    return sound ? length : 0;
  }
}
