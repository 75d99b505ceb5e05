package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Writes the cells of a new fixed-width column in any order. Closing releases what {@link #finish}
/// did not give away.
public final class FixedColumnWriter implements AutoCloseable {
  private final BufferAllocator allocator;
  private final Type type;
  private final int rows;
  private final MemorySegment cells;
  private @Nullable ArrowBuf values;
  private @Nullable ArrowBuf validity;
  private MemorySegment bits = MemorySegment.NULL;

  public FixedColumnWriter(BufferAllocator allocator, Type type, int rows) {
    this.allocator = allocator;
    this.type = type;
    this.rows = rows;
    long bytes =
        type.layout() == Layout.BIT
            ? Memory.bitmapBytes(rows)
            : (long) rows * type.layout().width();
    var buffer = allocator.buffer(bytes);
    values = buffer;
    cells = Memory.segment(buffer);
    if (type.layout() == Layout.BIT) {
      cells.fill((byte) 0);
    }
  }

  /// The memory of the values, for loops that know the layout.
  public MemorySegment cells() {
    return cells;
  }

  public void setNull(int row) {
    if (validity == null) {
      validity = Memory.allValid(allocator, rows);
      bits = Memory.segment(validity);
    }
    bits.set(BYTE, row >>> 3, (byte) (bits.get(BYTE, row >>> 3) & ~(1 << (row & 7))));
  }

  /// Sets a cell of at most 64 bits from what {@link Vectors#longs} gives for it.
  public void set(int row, long value) {
    switch (type.layout()) {
      case BIT -> {
        if (value != 0) {
          cells.set(BYTE, row >>> 3, (byte) (cells.get(BYTE, row >>> 3) | 1 << (row & 7)));
        }
      }
      case INT8 -> cells.set(BYTE, row, (byte) value);
      case INT16 -> cells.set(SHORT, (long) row << 1, (short) value);
      case INT32 -> cells.set(INT, (long) row << 2, (int) value);
      case INT64 -> cells.set(LONG, (long) row << 3, value);
      case FLOAT32 -> cells.set(FLOAT, (long) row << 2, (float) FloatOrder.value(value));
      case FLOAT64 -> cells.set(DOUBLE, (long) row << 3, FloatOrder.value(value));
      case INT128, BYTES -> throw new IllegalStateException(type.sql() + " is not 64 bits wide");
    }
  }

  void set(int row, long low, long high) {
    cells.set(LONG, (long) row << 4, low);
    cells.set(LONG, ((long) row << 4) + 8, high);
  }

  public Column finish() {
    var column = Column.fixed(type, rows, validity, java.util.Objects.requireNonNull(values));
    values = null;
    validity = null;
    return column;
  }

  @Override
  public void close() {
    if (values != null) {
      values.close();
    }
    if (validity != null) {
      validity.close();
    }
  }
}
