package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Finds the least and the greatest of texts by their bytes. Keeps places rather than copies: what
/// they point at must stay until {@link #get}.
final class BytesBounds {
  private boolean any;
  private final Place min = new Place();
  private final Place max = new Place();

  private static final class Place {
    private MemorySegment text = MemorySegment.NULL;
    private long start;
    private int length;
    private long first;

    void set(MemorySegment newText, long newStart, int newLength, long newFirst) {
      text = newText;
      start = newStart;
      length = newLength;
      first = newFirst;
    }

    /// How a text compares to this one.
    int compare(MemorySegment other, long otherStart, int otherLength, long otherFirst) {
      int compared = Long.compareUnsigned(otherFirst, first);
      if (compared != 0) {
        return compared;
      }
      int common = Math.min(length, otherLength);
      long mismatch =
          MemorySegment.mismatch(
              other, otherStart, otherStart + common, text, start, start + common);
      return mismatch < 0
          ? Integer.compare(otherLength, length)
          : Byte.compareUnsigned(
              other.get(Column.BYTE, otherStart + mismatch),
              text.get(Column.BYTE, start + mismatch));
    }

    byte[] bytes() {
      var bytes = new byte[length];
      MemorySegment.copy(text, Column.BYTE, start, bytes, 0, length);
      return bytes;
    }
  }

  void clear() {
    any = false;
  }

  void add(MemorySegment text, long start, int length) {
    long first = first(text, start, length);
    if (!any) {
      any = true;
      min.set(text, start, length, first);
      max.set(text, start, length, first);
      return;
    }
    if (min.compare(text, start, length, first) < 0) {
      min.set(text, start, length, first);
    } else if (max.compare(text, start, length, first) > 0) {
      max.set(text, start, length, first);
    }
  }

  /// The first eight bytes as an unsigned number, zeros behind a shorter text.
  private static long first(MemorySegment text, long start, int length) {
    if (length >= 8) {
      return Long.reverseBytes(text.get(Column.LONG, start));
    }
    long first = 0;
    for (int i = 0; i < length; i++) {
      first |= (text.get(Column.BYTE, start + i) & 0xFFL) << 56 - 8 * i;
    }
    return first;
  }

  /// @param text whether the bytes are UTF-8
  @Nullable Bounds get(boolean text) {
    return any ? Bounds.ofBytes(min.bytes(), max.bytes(), text) : null;
  }
}
