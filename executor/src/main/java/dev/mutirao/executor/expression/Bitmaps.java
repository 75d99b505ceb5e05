package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Validity of several columns together.
final class Bitmaps {
  private Bitmaps() {}

  /// Validity of rows on which every column has a value; a reference for the caller, null when no
  /// column has NULLs.
  static @Nullable ArrowBuf allPresent(Column[] columns, int rows, BufferAllocator allocator) {
    ArrowBuf common = null;
    boolean own = false;
    for (var column : columns) {
      var next = column.validityBuffer();
      if (next == null || common != null && next.memoryAddress() == common.memoryAddress()) {
        continue;
      }
      if (common == null) {
        common = next;
      } else {
        if (!own) {
          common = copy(common, rows, allocator);
          own = true;
        }
        and(Memory.segment(common), Memory.segment(next), rows);
      }
    }
    if (common != null && !own) {
      common.getReferenceManager().retain();
    }
    return common;
  }

  /// `to &= from`, of bitmaps of `rows` bits.
  static void and(MemorySegment to, MemorySegment from, int rows) {
    int bytes = rows + 7 >>> 3;
    int at = 0;
    for (; at + 8 <= bytes; at += 8) {
      to.set(LONG, at, to.get(LONG, at) & from.get(LONG, at));
    }
    for (; at < bytes; at++) {
      to.set(Column.BYTE, at, (byte) (to.get(Column.BYTE, at) & from.get(Column.BYTE, at)));
    }
  }

  static void release(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.close();
    }
  }

  private static ArrowBuf copy(ArrowBuf bits, int rows, BufferAllocator allocator) {
    var copy = allocator.buffer(Memory.bitmapBytes(rows));
    MemorySegment.copy(Memory.segment(bits), 0, Memory.segment(copy), 0, rows + 7 >>> 3);
    return copy;
  }
}
