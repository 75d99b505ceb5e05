package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Bytes compared as unsigned numbers, shorter first among equal beginnings.
public final class BytesOrder {
  private static final ValueLayout.OfLong BIG_ENDIAN =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private BytesOrder() {}

  public static int compare(
      MemorySegment left,
      long leftAt,
      int leftLength,
      MemorySegment right,
      long rightAt,
      int rightLength) {
    int common = Math.min(leftLength, rightLength);
    int i = 0;
    for (; i + 8 <= common; i += 8) {
      long a = left.get(BIG_ENDIAN, leftAt + i);
      long b = right.get(BIG_ENDIAN, rightAt + i);
      if (a != b) {
        return Long.compareUnsigned(a, b);
      }
    }
    for (; i < common; i++) {
      int order = (left.get(BYTE, leftAt + i) & 0xFF) - (right.get(BYTE, rightAt + i) & 0xFF);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(leftLength, rightLength);
  }
}
