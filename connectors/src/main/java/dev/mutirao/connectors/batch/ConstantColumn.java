package dev.mutirao.connectors.batch;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Columns whose rows are all the same. They belong to the caller.
public final class ConstantColumn {
  private ConstantColumn() {}

  /// `value` on every row: one dictionary entry that all rows point at.
  public static Column of(Literal value, int rows, BufferAllocator allocator) {
    if (value.isNull()) {
      return nulls(value.type(), rows, allocator);
    }
    Column dictionary = null;
    try (var builder = new ColumnBuilder(value.type(), 1, allocator)) {
      builder.append(value);
      dictionary = builder.build();
      return Column.dictionary(rows, null, zeros(rows * 4L, allocator), dictionary);
    } catch (RuntimeException | Error e) {
      if (dictionary != null) {
        dictionary.close();
      }
      throw e;
    }
  }

  /// NULL on every row.
  public static Column nulls(Type type, int rows, BufferAllocator allocator) {
    @Nullable ArrowBuf validity = null;
    @Nullable ArrowBuf offsets = null;
    try {
      validity = zeros(Memory.bitmapBytes(rows), allocator);
      if (type.layout() == Layout.BYTES) {
        offsets = zeros((rows + 1) * 4L, allocator);
        return Column.bytes(type, rows, validity, offsets, allocator.buffer(0));
      }
      long size =
          type.layout() == Layout.BIT
              ? Memory.bitmapBytes(rows)
              : (long) rows * type.layout().width();
      return Column.fixed(type, rows, validity, zeros(size, allocator));
    } catch (RuntimeException | Error e) {
      if (validity != null) {
        validity.close();
      }
      if (offsets != null) {
        offsets.close();
      }
      throw e;
    }
  }

  private static ArrowBuf zeros(long size, BufferAllocator allocator) {
    var buffer = allocator.buffer(size);
    Memory.segment(buffer).fill((byte) 0);
    return buffer;
  }
}
