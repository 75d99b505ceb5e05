package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Parses fields into one column of a batch at a time. Closing it frees what was not yet handed
/// over.
abstract sealed class ColumnBuilder implements AutoCloseable permits FixedBuilder, TextBuilder {
  final Type type;
  final BufferAllocator allocator;
  final int capacity;
  private @Nullable ArrowBuf validity;
  private @Nullable MemorySegment validityBits;
  int rows;

  ColumnBuilder(Type type, int capacity, BufferAllocator allocator) {
    this.type = type;
    this.capacity = capacity;
    this.allocator = allocator;
  }

  static ColumnBuilder of(Type type, int capacity, BufferAllocator allocator) {
    return type.layout() == Layout.BYTES
        ? new TextBuilder(type, capacity, allocator)
        : new FixedBuilder(type, capacity, allocator);
  }

  /// Appends the fields and returns -1, or returns the index of the first field that is not of the
  /// type; then nothing more can be done with this builder than closing it.
  abstract int append(MemorySegment bytes, Fields fields);

  /// The rows appended since the last call, as a column that the caller owns.
  abstract Column finish();

  @Override
  public void close() {
    if (validity != null) {
      validity.close();
      validity = null;
    }
  }

  final void setNull(int row) {
    if (validityBits == null) {
      validity = Memory.allValid(allocator, capacity);
      validityBits = Memory.segment(validity);
    }
    int at = row >>> 3;
    validityBits.set(
        Column.BYTE, at, (byte) (validityBits.get(Column.BYTE, at) & ~(1 << (row & 7))));
  }

  /// The validity bits of this batch, handed over.
  final @Nullable ArrowBuf takeValidity() {
    var taken = validity;
    validity = null;
    validityBits = null;
    return taken;
  }
}
