package dev.mutirao.connectors.batch;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Makes a flat column row by row; the slow, simple way. Close it whether or not {@link #build} was
/// called.
public final class ColumnBuilder implements AutoCloseable {
  private final Type type;
  private final BufferAllocator allocator;
  private @Nullable ArrowBuf validity;
  private @Nullable ArrowBuf values;
  private @Nullable ArrowBuf offsets;
  private int capacity;
  private int rows;

  /// @param capacity rows expected; more are welcome
  public ColumnBuilder(Type type, int capacity, BufferAllocator allocator) {
    this.type = type;
    this.allocator = allocator;
    this.capacity = Math.max(8, capacity);
    try {
      this.values =
          allocator.buffer(type.layout() == Layout.BYTES ? 16L * this.capacity : valueBytes());
      if (type.layout() == Layout.BYTES) {
        this.offsets = allocator.buffer((this.capacity + 1) * 4L);
        Memory.segment(offsets).set(INT, 0, 0);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// Rows appended so far.
  public int rows() {
    return rows;
  }

  public Type type() {
    return type;
  }

  public ColumnBuilder appendNull() {
    int row = next();
    if (validity == null) {
      validity = allocator.buffer(Memory.bitmapBytes(capacity));
      Memory.segment(validity).fill((byte) 0xFF);
    }
    setBit(Memory.segment(validity), row, false);
    switch (type.layout()) {
      case BIT -> setBit(valueSegment(), row, false);
      case BYTES -> endBytes(row, offset(row));
      case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, INT128 ->
          valueSegment()
              .asSlice((long) row * type.layout().width(), type.layout().width())
              .fill((byte) 0);
    }
    return this;
  }

  public ColumnBuilder appendBoolean(boolean value) {
    expect(type.layout() == Layout.BIT);
    int row = next();
    setBit(valueSegment(), row, value);
    return this;
  }

  /// For `INT8` to `INT64`; throws when the value does not fit the layout.
  public ColumnBuilder appendLong(long value) {
    int row = next();
    var segment = valueSegment();
    switch (type.layout()) {
      case INT8 -> {
        expect(value == (byte) value);
        segment.set(BYTE, row, (byte) value);
      }
      case INT16 -> {
        expect(value == (short) value);
        segment.setAtIndex(SHORT, row, (short) value);
      }
      case INT32 -> segment.setAtIndex(INT, row, Math.toIntExact(value));
      case INT64 -> segment.setAtIndex(LONG, row, value);
      case INT128 -> {
        segment.setAtIndex(LONG, 2L * row, value);
        segment.setAtIndex(LONG, 2L * row + 1, value >> 63);
      }
      case BIT, FLOAT32, FLOAT64, BYTES -> expect(false);
    }
    return this;
  }

  /// For `FLOAT32` and `FLOAT64`.
  public ColumnBuilder appendDouble(double value) {
    int row = next();
    switch (type.layout()) {
      case FLOAT32 -> valueSegment().setAtIndex(FLOAT, row, (float) value);
      case FLOAT64 -> valueSegment().setAtIndex(DOUBLE, row, value);
      case BIT, INT8, INT16, INT32, INT64, INT128, BYTES -> expect(false);
    }
    return this;
  }

  /// For `INT128`: the low and the high 64 bits.
  public ColumnBuilder appendInt128(long high, long low) {
    expect(type.layout() == Layout.INT128);
    int row = next();
    valueSegment().setAtIndex(LONG, 2L * row, low);
    valueSegment().setAtIndex(LONG, 2L * row + 1, high);
    return this;
  }

  public ColumnBuilder appendBytes(byte[] bytes) {
    return appendBytes(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  public ColumnBuilder appendBytes(MemorySegment from, long start, int length) {
    expect(type.layout() == Layout.BYTES);
    int row = next();
    int at = offset(row);
    int end = Math.addExact(at, length);
    if (end > buffer(values).capacity()) {
      values = grown(buffer(values), Math.max(end, 2 * buffer(values).capacity()));
    }
    MemorySegment.copy(from, start, valueSegment(), at, length);
    endBytes(row, end);
    return this;
  }

  /// A literal of this column's type.
  public ColumnBuilder append(Literal literal) {
    return switch (literal.value()) {
      case null -> appendNull();
      case Boolean value -> appendBoolean(value);
      case Long value -> appendLong(value);
      case Double value -> appendDouble(value);
      case BigInteger value ->
          appendInt128(value.shiftRight(64).longValueExact(), value.longValue());
      default -> appendBytes(literal.bytes());
    };
  }

  /// The value at `row` of a column of the same layout, flat or not.
  public ColumnBuilder append(Column column, int row) {
    expect(column.layout() == type.layout());
    if (column.isNull(row)) {
      return appendNull();
    }
    if (column.isDictionary()) {
      return append(column.dictionary(), column.values().getAtIndex(INT, row));
    }
    var from = column.values();
    return switch (column.layout()) {
      case BIT -> appendBoolean((from.get(BYTE, row >>> 3) >>> (row & 7) & 1) != 0);
      case INT8 -> appendLong(from.get(BYTE, row));
      case INT16 -> appendLong(from.getAtIndex(SHORT, row));
      case INT32 -> appendLong(from.getAtIndex(INT, row));
      case INT64 -> appendLong(from.getAtIndex(LONG, row));
      case FLOAT32 -> appendDouble(from.getAtIndex(FLOAT, row));
      case FLOAT64 -> appendDouble(from.getAtIndex(DOUBLE, row));
      case INT128 ->
          appendInt128(from.getAtIndex(LONG, 2L * row + 1), from.getAtIndex(LONG, 2L * row));
      case BYTES -> {
        int start = column.offsets().getAtIndex(INT, row);
        yield appendBytes(from, start, column.offsets().getAtIndex(INT, row + 1L) - start);
      }
    };
  }

  /// The rows so far as a column that belongs to the caller. The builder is used up.
  public Column build() {
    var theirValidity = validity;
    var theirValues = buffer(values);
    var theirOffsets = offsets;
    validity = null;
    values = null;
    offsets = null;
    return theirOffsets == null
        ? Column.fixed(type, rows, theirValidity, theirValues)
        : Column.bytes(type, rows, theirValidity, theirOffsets, theirValues);
  }

  @Override
  public void close() {
    release(validity);
    release(values);
    release(offsets);
    validity = null;
    values = null;
    offsets = null;
  }

  private int next() {
    if (rows == capacity) {
      capacity = Math.multiplyExact(capacity, 2);
      if (offsets == null) {
        values = grown(buffer(values), valueBytes());
      } else {
        offsets = grown(offsets, (capacity + 1) * 4L);
      }
      if (validity != null) {
        long old = validity.capacity();
        validity = grown(validity, Memory.bitmapBytes(capacity));
        Memory.segment(validity).asSlice(old).fill((byte) 0xFF);
      }
    }
    return rows++;
  }

  private ArrowBuf grown(ArrowBuf buffer, long size) {
    var larger = allocator.buffer(size);
    MemorySegment.copy(Memory.segment(buffer), 0, Memory.segment(larger), 0, buffer.capacity());
    buffer.close();
    return larger;
  }

  private long valueBytes() {
    return type.layout() == Layout.BIT
        ? Memory.bitmapBytes(capacity)
        : (long) capacity * type.layout().width();
  }

  private MemorySegment valueSegment() {
    return Memory.segment(buffer(values));
  }

  private int offset(int row) {
    return Memory.segment(buffer(offsets)).getAtIndex(INT, row);
  }

  private void endBytes(int row, int end) {
    Memory.segment(buffer(offsets)).setAtIndex(INT, row + 1L, end);
  }

  private void expect(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("value does not fit a column of " + type.sql());
    }
  }

  private static ArrowBuf buffer(@Nullable ArrowBuf buffer) {
    return Objects.requireNonNull(buffer, "the column was built or closed");
  }

  private static void setBit(MemorySegment bits, int row, boolean value) {
    byte old = bits.get(BYTE, row >>> 3);
    int mask = 1 << (row & 7);
    bits.set(BYTE, row >>> 3, (byte) (value ? old | mask : old & ~mask));
  }

  private static void release(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.close();
    }
  }
}
