package dev.mutirao.executor.function;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// Code points in UTF-8 bytes. Bytes that are no UTF-8 count as what their first bits say; nothing
/// is read past the end.
final class Utf8 {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /// Number of code points: of bytes that do not continue one.
  static int length(Bytes text) {
    var segment = text.segment();
    long at = text.start();
    int length = text.length();
    if (length < 8) {
      return length - continuing(upTo7(segment, at, length));
    }
    int continuing = 0;
    int last = length - 8;
    for (int i = 0; i < last; i += 8) {
      continuing += continuing(segment.get(LONG, at + i));
    }
    // The last word begins inside the one before: its bytes that were counted go.
    long rest = segment.get(LONG, at + last) >>> 8 * (7 - (length - 1 & 7));
    return length - continuing - continuing(rest);
  }

  /// Up to seven bytes as a word, 0 behind them.
  private static long upTo7(MemorySegment segment, long at, int length) {
    if (length >= 4) {
      long tail = segment.get(INT, at + length - 4) & 0xFFFF_FFFFL;
      return segment.get(INT, at) & 0xFFFF_FFFFL | tail >>> 8 * (8 - length) << 32;
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (segment.get(BYTE, at + i) & 0xFFL) << 8 * i;
    }
    return word;
  }

  /// How many of eight bytes continue a code point: their first bits are 10.
  private static int continuing(long bytes) {
    return Long.bitCount(bytes & ~(bytes << 1) & HIGH_BITS);
  }

  /// Where the code point number `index` (from 0) begins; the text's length when it has fewer.
  static int offset(Bytes text, int index) {
    var segment = text.segment();
    long at = text.start();
    int seen = 0;
    int i = 0;
    for (; i + 8 <= text.length(); i += 8) {
      int begin = 8 - continuing(segment.get(LONG, at + i));
      if (seen + begin > index) {
        break;
      }
      seen += begin;
    }
    for (; i < text.length(); i++) {
      if ((text.get(i) & 0xC0) != 0x80 && seen++ == index) {
        return i;
      }
    }
    return i;
  }

  /// Bytes of the code point that begins at `offset`.
  static int width(Bytes text, int offset) {
    int first = text.get(offset) & 0xFF;
    int width = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return Math.min(width, text.length() - offset);
  }

  /// The code point that begins at `offset`.
  static int codePoint(Bytes text, int offset) {
    int first = text.get(offset);
    return switch (width(text, offset)) {
      case 1 -> first & 0xFF;
      case 2 -> (first & 0x1F) << 6 | text.get(offset + 1) & 0x3F;
      case 3 ->
          (first & 0x0F) << 12 | (text.get(offset + 1) & 0x3F) << 6 | text.get(offset + 2) & 0x3F;
      default ->
          (first & 0x07) << 18
              | (text.get(offset + 1) & 0x3F) << 12
              | (text.get(offset + 2) & 0x3F) << 6
              | text.get(offset + 3) & 0x3F;
    };
  }

  static boolean isAscii(Bytes text) {
    var segment = text.segment();
    long at = text.start();
    long all = 0;
    int i = 0;
    for (; i + 8 <= text.length(); i += 8) {
      all |= segment.get(LONG, at + i);
    }
    for (; i < text.length(); i++) {
      all |= text.get(i);
    }
    return (all & HIGH_BITS) == 0;
  }

  /// Where `part` is first found at or after `from`; -1 when it is not.
  ///
  /// Eight places at once are looked at for its first and its last byte, which together are rare
  /// enough to compare the rest where both are.
  static int indexOf(Bytes text, Bytes part, int from) {
    int length = part.length();
    if (length == 0) {
      return from <= text.length() ? from : -1;
    }
    int last = text.length() - length;
    if (last - from < 7) {
      return indexOfNear(text, part, from, last);
    }
    var segment = text.segment();
    long at = text.start();
    long firsts = (part.get(0) & 0xFF) * ONES;
    long lasts = (part.get(length - 1) & 0xFF) * ONES;
    for (int i = from; ; i += 8) {
      i = Math.min(i, last - 7); // the last eight places overlap those before
      long wrong =
          segment.get(LONG, at + i) ^ firsts | segment.get(LONG, at + i + length - 1) ^ lasts;
      for (long right = zeros(wrong); right != 0; right &= right - 1) {
        int place = i + (Long.numberOfTrailingZeros(right) >>> 3);
        if (length <= 2 || text.holdsAt(place, part)) {
          return place;
        }
      }
      if (i == last - 7) {
        return -1;
      }
    }
  }

  /// The high bit of each byte that is zero.
  private static long zeros(long bytes) {
    return ~((bytes & ~HIGH_BITS) + ~HIGH_BITS | bytes | ~HIGH_BITS);
  }

  private static int indexOfNear(Bytes text, Bytes part, int from, int last) {
    byte first = part.get(0);
    for (int i = from; i <= last; i++) {
      if (text.get(i) == first && text.holdsAt(i, part)) {
        return i;
      }
    }
    return -1;
  }

  /// Writes the text with its ASCII letters in lower case (`upper` false) or upper case to `to`,
  /// which is as long.
  static void changeCase(Bytes text, Bytes to, boolean upper) {
    var from = text.segment();
    long at = text.start();
    var target = to.segment();
    long targetAt = to.start();
    long fromFirst = (0x80 - (upper ? 'a' : 'A')) * ONES;
    long beyondLast = (0x80 - (upper ? 'z' : 'Z') - 1) * ONES;
    int i = 0;
    for (; i + 8 <= text.length(); i += 8) {
      long bytes = from.get(LONG, at + i);
      long low = bytes & ~HIGH_BITS;
      long letters = (low + fromFirst) & ~(low + beyondLast) & ~bytes & HIGH_BITS;
      target.set(LONG, targetAt + i, bytes ^ letters >>> 2);
    }
    for (; i < text.length(); i++) {
      byte each = text.get(i);
      boolean letter = upper ? each >= 'a' && each <= 'z' : each >= 'A' && each <= 'Z';
      target.set(BYTE, targetAt + i, (byte) (letter ? each ^ 0x20 : each));
    }
  }
}
