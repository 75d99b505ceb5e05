package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.ByteCopy;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Writes a new column of bytes or text, row after row, whose length in bytes is known before.
/// Closing releases what {@link #finish} did not give away.
public final class BytesColumnWriter implements AutoCloseable {
  private final BufferAllocator allocator;
  private final Type type;
  private final int rows;
  private @Nullable ArrowBuf offsets;
  private @Nullable ArrowBuf values;
  private @Nullable ArrowBuf validity;
  private final MemorySegment ends;
  private final MemorySegment bytes;
  private MemorySegment bits = MemorySegment.NULL;
  private int row;
  private int end;

  /// @param length bytes of all values together
  public BytesColumnWriter(BufferAllocator allocator, Type type, int rows, long length) {
    if (length > Integer.MAX_VALUE) {
      throw QueryErrors.notSupported(type.sql() + " values of more than 2 GB in one batch");
    }
    this.allocator = allocator;
    this.type = type;
    this.rows = rows;
    var offsetsBuffer = allocator.buffer((long) rows + 1 << 2);
    offsets = offsetsBuffer;
    ends = Memory.segment(offsetsBuffer);
    ends.set(INT, 0, 0);
    try {
      var valuesBuffer = allocator.buffer(length);
      values = valuesBuffer;
      bytes = Memory.segment(valuesBuffer);
    } catch (RuntimeException failure) {
      offsetsBuffer.close();
      throw failure;
    }
  }

  /// Where the bytes go.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Adds a value of `length` bytes; the caller writes them at the place given.
  public long append(int length) {
    int start = end;
    end += length;
    row++;
    ends.set(INT, (long) row << 2, end);
    return start;
  }

  void append(MemorySegment from, long at, int length) {
    ByteCopy.copy(from, at, bytes, append(length), length);
  }

  public void appendNull() {
    if (validity == null) {
      validity = Memory.allValid(allocator, rows);
      bits = Memory.segment(validity);
    }
    bits.set(BYTE, row >>> 3, (byte) (bits.get(BYTE, row >>> 3) & ~(1 << (row & 7))));
    append(0);
  }

  public Column finish() {
    var column =
        Column.bytes(
            type,
            rows,
            validity,
            java.util.Objects.requireNonNull(offsets),
            java.util.Objects.requireNonNull(values));
    offsets = null;
    values = null;
    validity = null;
    return column;
  }

  @Override
  public void close() {
    if (offsets != null) {
      offsets.close();
    }
    if (values != null) {
      values.close();
    }
    if (validity != null) {
      validity.close();
    }
  }
}
