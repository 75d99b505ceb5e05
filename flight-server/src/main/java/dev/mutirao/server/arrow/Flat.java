package dev.mutirao.server.arrow;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Writes the values of dictionary-encoded columns out.
public final class Flat {
  private Flat() {}

  /// A flat column with the values of a dictionary-encoded one, which stays the caller's. Rows that
  /// are NULL hold zeros or no bytes.
  public static Column copy(Column column, BufferAllocator allocator) {
    var dictionary = column.dictionary();
    return column.layout() == Layout.BYTES
        ? bytes(column, dictionary, allocator)
        : fixed(column, dictionary, allocator);
  }

  private static Column bytes(Column column, Column dictionary, BufferAllocator allocator) {
    int rows = column.rows();
    var offsets = allocator.buffer((rows + 1) * 4L);
    ArrowBuf values = null;
    try {
      values = allocator.buffer(offsets(column, dictionary, Memory.segment(offsets)));
      texts(column, dictionary, Memory.segment(offsets), Memory.segment(values));
    } catch (RuntimeException | Error failure) {
      offsets.close();
      if (values != null) {
        values.close();
      }
      throw failure;
    }
    return Column.bytes(column.type(), rows, retained(column.validityBuffer()), offsets, values);
  }

  /// Writes where each value begins and gives the bytes of all.
  private static long offsets(Column column, Column dictionary, MemorySegment to) {
    var from = dictionary.offsets();
    long size = 0;
    to.set(Column.INT, 0, 0);
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isNull(row)) {
        int code = code(column, row);
        size += from.get(Column.INT, (code + 1) * 4L) - from.get(Column.INT, code * 4L);
      }
      to.set(Column.INT, (row + 1) * 4L, Math.toIntExact(size));
    }
    return size;
  }

  private static void texts(
      Column column, Column dictionary, MemorySegment offsets, MemorySegment to) {
    var from = dictionary.offsets();
    for (int row = 0; row < column.rows(); row++) {
      int start = offsets.get(Column.INT, row * 4L);
      int length = offsets.get(Column.INT, (row + 1) * 4L) - start;
      if (length > 0) {
        int origin = from.get(Column.INT, code(column, row) * 4L);
        MemorySegment.copy(dictionary.values(), origin, to, start, length);
      }
    }
  }

  private static Column fixed(Column column, Column dictionary, BufferAllocator allocator) {
    int rows = column.rows();
    var layout = column.layout();
    int width = layout.width();
    var values =
        allocator.buffer(layout == Layout.BIT ? Memory.bitmapBytes(rows) : (long) rows * width);
    values.setZero(0, values.capacity());
    var target = Memory.segment(values);
    var source = dictionary.values();
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) {
        continue;
      }
      long code = code(column, row);
      if (layout == Layout.BIT) {
        int bit = source.get(Column.BYTE, code >>> 3) >>> (code & 7) & 1;
        byte old = target.get(Column.BYTE, row >>> 3);
        target.set(Column.BYTE, row >>> 3, (byte) (old | bit << (row & 7)));
      } else {
        MemorySegment.copy(source, code * width, target, (long) row * width, width);
      }
    }
    return Column.fixed(column.type(), rows, retained(column.validityBuffer()), values);
  }

  private static int code(Column column, int row) {
    return column.values().get(Column.INT, row * 4L);
  }

  private static @Nullable ArrowBuf retained(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.getReferenceManager().retain();
    }
    return buffer;
  }
}
