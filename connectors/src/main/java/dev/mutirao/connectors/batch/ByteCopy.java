package dev.mutirao.connectors.batch;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// Copies the few bytes of a text. A bulk copy has a fixed cost of some ten nanoseconds; up to 32
/// bytes, words are faster. Writes exactly the bytes asked for: where the length is no multiple of
/// a word, the last word overlaps the one before.
public final class ByteCopy {
  private static final int LONGEST = 32;

  private ByteCopy() {}

  /// Copies `length` bytes; the two places must not overlap.
  public static void copy(MemorySegment from, long at, MemorySegment to, long target, int length) {
    if (length > LONGEST) {
      MemorySegment.copy(from, at, to, target, length);
    } else if (length >= Long.BYTES) {
      int last = length - Long.BYTES;
      for (int i = 0; i < last; i += Long.BYTES) {
        to.set(LONG, target + i, from.get(LONG, at + i));
      }
      to.set(LONG, target + last, from.get(LONG, at + last));
    } else if (length >= Integer.BYTES) {
      int last = length - Integer.BYTES;
      to.set(INT, target, from.get(INT, at));
      to.set(INT, target + last, from.get(INT, at + last));
    } else {
      for (int i = 0; i < length; i++) {
        to.set(BYTE, target + i, from.get(BYTE, at + i));
      }
    }
  }
}
