package dev.mutirao.connectors.file;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// A column that has one value in all rows. Text is dictionary encoded, so that it costs four bytes
/// a row.
public final class ConstantColumn {
  private ConstantColumn() {}

  /// Makes a column that the caller owns.
  public static Column of(Literal value, int rows, BufferAllocator allocator) {
    var type = value.type();
    if (type.layout() == Layout.BYTES) {
      return bytes(value, rows, allocator);
    }
    var values = zeroed(allocator, sizeOf(type.layout(), rows));
    if (value.isNull()) {
      return Column.fixed(type, rows, zeroed(allocator, Memory.bitmapBytes(rows)), values);
    }
    fill(Memory.segment(values), type.layout(), Objects.requireNonNull(value.value()), rows);
    return Column.fixed(type, rows, null, values);
  }

  private static Column bytes(Literal value, int rows, BufferAllocator allocator) {
    var bytes = value.isNull() ? new byte[0] : value.bytes();
    var dictionary = dictionary(value.type(), bytes, allocator);
    var validity = value.isNull() ? zeroed(allocator, Memory.bitmapBytes(rows)) : null;
    return Column.dictionary(rows, validity, zeroed(allocator, 4L * rows), dictionary);
  }

  private static Column dictionary(Type type, byte[] bytes, BufferAllocator allocator) {
    var offsets = zeroed(allocator, 8);
    offsets.setInt(4, bytes.length);
    var data = allocator.buffer(Math.max(1, bytes.length));
    data.setBytes(0, bytes);
    return Column.bytes(type, 1, null, offsets, data);
  }

  private static void fill(MemorySegment values, Layout layout, Object value, int rows) {
    if (value instanceof Boolean bit) {
      values.fill(bit ? (byte) 0xFF : 0);
      return;
    }
    for (int row = 0; row < rows; row++) {
      switch (layout) {
        case INT8 -> values.set(Column.BYTE, row, ((Long) value).byteValue());
        case INT16 -> values.set(Column.SHORT, 2L * row, ((Long) value).shortValue());
        case INT32 -> values.set(Column.INT, 4L * row, ((Long) value).intValue());
        case INT64 -> values.set(Column.LONG, 8L * row, (Long) value);
        case FLOAT32 -> values.set(Column.FLOAT, 4L * row, ((Double) value).floatValue());
        case FLOAT64 -> values.set(Column.DOUBLE, 8L * row, (Double) value);
        case INT128 -> {
          values.set(Column.LONG, 16L * row, ((BigInteger) value).longValue());
          values.set(Column.LONG, 16L * row + 8, ((BigInteger) value).shiftRight(64).longValue());
        }
        case BIT, BYTES -> throw new IllegalStateException("handled above");
      }
    }
  }

  private static long sizeOf(Layout layout, int rows) {
    return layout == Layout.BIT ? Memory.bitmapBytes(rows) : (long) layout.width() * rows;
  }

  private static ArrowBuf zeroed(BufferAllocator allocator, long bytes) {
    var buffer = allocator.buffer(bytes);
    buffer.setZero(0, bytes);
    return buffer;
  }
}
