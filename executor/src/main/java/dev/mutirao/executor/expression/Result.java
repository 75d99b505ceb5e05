package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Bytes;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The column that a loop fills, rows ascending. Close it when it was not finished.
final class Result implements AutoCloseable {
  private final Type type;
  private final int rows;
  private final BufferAllocator allocator;
  private @Nullable ArrowBuf buffer;
  private @Nullable ArrowBuf offsetBuffer;
  private @Nullable ArrowBuf validity;
  private MemorySegment values;
  private MemorySegment offsets = MemorySegment.NULL;
  private int nextOffset;
  private int end;

  /// @param cleared whether rows that the loop leaves out are 0 rather than undefined
  Result(Type type, int rows, boolean cleared, BufferAllocator allocator) {
    this.type = type;
    this.rows = rows;
    this.allocator = allocator;
    var layout = type.layout();
    try {
      if (layout == Layout.BYTES) {
        offsetBuffer = allocator.buffer((rows + 1) * 4L);
        offsets = Memory.segment(offsetBuffer);
        buffer = allocator.buffer(16L * rows);
      } else {
        buffer =
            allocator.buffer(
                layout == Layout.BIT ? Memory.bitmapBytes(rows) : (long) rows * layout.width());
      }
      values = Memory.segment(buffer);
      if (cleared) {
        values.fill((byte) 0);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// Where values of fixed width go.
  MemorySegment values() {
    return values;
  }

  void put(int row, Int128 value) {
    values.setAtIndex(LONG, 2L * row, value.low());
    values.setAtIndex(LONG, 2L * row + 1, value.high());
  }

  void put(int row, Bytes value) {
    int length = value.length();
    while (nextOffset <= row) {
      offsets.setAtIndex(INT, nextOffset++, end);
    }
    if (end + (long) length > values.byteSize()) {
      grow(length);
    }
    copy(value, length);
    end += length;
  }

  /// A boxed value, or null for NULL.
  void put(int row, @Nullable Object value) {
    switch (value) {
      case null -> putNull(row);
      case Boolean bit -> putBit(row, bit);
      case Byte number -> values.set(BYTE, row, number);
      case Short number -> values.setAtIndex(SHORT, row, number);
      case Integer number -> values.setAtIndex(INT, row, number);
      case Long number -> values.setAtIndex(LONG, row, number);
      case Float number -> values.setAtIndex(FLOAT, row, number);
      case Double number -> values.setAtIndex(DOUBLE, row, number);
      case Int128 number -> put(row, number);
      case Bytes bytes -> put(row, bytes);
      default -> throw new IllegalArgumentException("a function gave a " + value.getClass());
    }
  }

  /// The column, which belongs to the caller; this is used up.
  ///
  /// @param present validity of the arguments, of which a reference is taken over; null when none
  ///   is NULL
  Column finish(@Nullable ArrowBuf present) {
    var both = present;
    if (validity != null) {
      both = validity;
      if (present != null) {
        Bitmaps.and(Memory.segment(both), Memory.segment(present), rows);
        present.close();
      }
    }
    Column column;
    if (offsetBuffer == null) {
      column = Column.fixed(type, rows, both, buffer);
    } else {
      while (nextOffset <= rows) {
        offsets.setAtIndex(INT, nextOffset++, end);
      }
      column = Column.bytes(type, rows, both, offsetBuffer, buffer);
    }
    buffer = null;
    offsetBuffer = null;
    validity = null;
    return column;
  }

  @Override
  public void close() {
    Bitmaps.release(buffer);
    Bitmaps.release(offsetBuffer);
    Bitmaps.release(validity);
  }

  private void putNull(int row) {
    if (validity == null) {
      validity = Memory.allValid(allocator, rows);
    }
    var bits = Memory.segment(validity);
    bits.set(BYTE, row >>> 3, (byte) (bits.get(BYTE, row >>> 3) & ~(1 << (row & 7))));
    switch (type.layout()) {
      case BIT -> putBit(row, false);
      case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, INT128 ->
          values.asSlice((long) row * type.layout().width(), type.layout().width()).fill((byte) 0);
      case BYTES -> {} // the next offset says that it is empty
    }
  }

  private void putBit(int row, boolean value) {
    int mask = 1 << (row & 7);
    byte old = values.get(BYTE, row >>> 3);
    values.set(BYTE, row >>> 3, (byte) (value ? old | mask : old & ~mask));
  }

  private void copy(Bytes from, int length) {
    if (length > 24) {
      MemorySegment.copy(from.segment(), from.start(), values, end, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      values.set(BYTE, end + (long) i, from.segment().get(BYTE, from.start() + i));
    }
  }

  private void grow(int more) {
    long needed = end + (long) more;
    if (needed > Integer.MAX_VALUE) {
      throw new IllegalStateException("more than 2 GB of text in one batch");
    }
    var larger =
        allocator.buffer(Math.min(Integer.MAX_VALUE, Math.max(needed, 2 * values.byteSize())));
    var to = Memory.segment(larger);
    MemorySegment.copy(values, 0, to, 0, end);
    buffer.close();
    buffer = larger;
    values = to;
  }
}
