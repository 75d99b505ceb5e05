package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.function.TextBuffer;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// What a loop reads on one batch: flat input columns, literals, and room for texts. Used by one
/// thread.
final class Frame implements AutoCloseable {
  final Column[] columns;
  final MemorySegment[] values;
  final @Nullable MemorySegment[] offsets;
  final long[] longs;
  final double[] doubles;
  final @Nullable Object[] objects;

  /// Whose methods are called, per row; none where functions are static.
  final @Nullable Object[] receivers;

  private final BufferAllocator allocator;
  private @Nullable TextBuffer text;

  /// @param columns flat; still owned by the caller
  Frame(Column[] columns, Literals literals, BufferAllocator allocator) {
    this(columns, literals, new Object[0], allocator);
  }

  /// @param columns flat; still owned by the caller
  Frame(
      Column[] columns,
      Literals literals,
      @Nullable Object[] receivers,
      BufferAllocator allocator) {
    this.columns = columns;
    this.values = new MemorySegment[columns.length];
    this.offsets = new MemorySegment[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = columns[i].values();
      offsets[i] = columns[i].offsetsBuffer() == null ? null : columns[i].offsets();
    }
    this.longs = literals.longs();
    this.doubles = literals.doubles();
    this.objects = literals.objects();
    this.receivers = receivers;
    this.allocator = allocator;
  }

  /// Where functions put the texts of the current row.
  TextBuffer text() {
    if (text == null) {
      text = new TextBuffer(allocator);
    }
    return text;
  }

  @Override
  public void close() {
    if (text != null) {
      text.close();
    }
  }
}
