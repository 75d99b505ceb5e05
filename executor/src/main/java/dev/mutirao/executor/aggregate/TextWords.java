package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// A text, some bytes or NULL in two words, so that most are compared and hashed without a look
/// elsewhere. The first word is the length in its low half ({@link #NULL_LENGTH} for NULL) and the
/// first 4 bytes in its high half; the second the other bytes where the length is up to {@link
/// #SHORT}, else where the bytes are. What a text does not reach is 0, so that short texts are
/// equal when both words are. In memory the bytes of a short text follow each other from byte 4.
final class TextWords {
  static final int SHORT = 12;
  static final int NULL_LENGTH = -1;
  static final long NULL = NULL_LENGTH & 0xFFFF_FFFFL;

  private static final int PREFIX = Integer.BYTES;

  private TextWords() {}

  static int length(long first) {
    return (int) first;
  }

  /// Whether the second word says where the bytes are.
  static boolean isLong(long first) {
    return (int) first > SHORT;
  }

  /// The first word of the `length` bytes at `start`.
  static long first(MemorySegment bytes, long start, int length) {
    long prefix;
    if (bytes.byteSize() - start >= PREFIX) {
      long mask = length >= PREFIX ? -1 : ~(-1 << 8 * length);
      prefix = bytes.get(INT, start) & mask;
    } else {
      prefix = slowly(bytes, start, length);
    }
    return length | prefix << 32;
  }

  /// The second word; `place` where the bytes are too many for it.
  static long second(MemorySegment bytes, long start, int length, long place) {
    if (length > SHORT) {
      return place;
    }
    if (length <= PREFIX) {
      return 0;
    }
    return bytes.byteSize() - start >= SHORT
        ? bytes.get(LONG, start + PREFIX) & -1L >>> 8 * (SHORT - length)
        : slowly(bytes, start + PREFIX, length - PREFIX);
  }

  /// Up to 8 bytes at the end of the memory.
  private static long slowly(MemorySegment bytes, long start, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes.get(BYTE, start + i) & 0xFFL) << 8 * i;
    }
    return word;
  }
}
