package dev.mutirao.executor.store;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Builds one column of a chunk from ranges of other columns. Stays dictionary encoded as long as
/// everything that is appended shares one dictionary; then the dictionary is shared and not copied.
final class ColumnAppender implements AutoCloseable {
  private final Type type;
  private final Layout layout;
  private final GrowingBuffer validity;
  private final GrowingBuffer values;
  private final GrowingBuffer offsets;
  private @Nullable Column dictionary;
  private boolean hasNulls;
  private int rows;
  private long bytes;

  ColumnAppender(Type type, BufferAllocator allocator) {
    this.type = type;
    this.layout = type.layout();
    this.validity = new GrowingBuffer(allocator);
    this.values = new GrowingBuffer(allocator);
    this.offsets = new GrowingBuffer(allocator);
  }

  /// Bytes of text that appending these rows would add at most.
  static long textBytes(Column column, int from, int count) {
    if (column.layout() != Layout.BYTES) {
      return 0;
    }
    if (!column.isDictionary()) {
      return column.offsets().get(INT, 4L * (from + count))
          - (long) column.offsets().get(INT, 4L * from);
    }
    var cuts = column.dictionary().offsets();
    long total = 0;
    for (int row = from; row < from + count; row++) {
      long entry = 4L * column.values().get(INT, 4L * row);
      total += cuts.get(INT, entry + 4) - (long) cuts.get(INT, entry);
    }
    return total;
  }

  /// Appends rows `from` to `from + count` of `column`, which stays the caller's.
  void append(Column column, int from, int count) {
    appendValidity(column, from, count);
    if (column.isDictionary() && sharesDictionary(column.dictionary())) {
      var target = values.reserve(4L * (rows + count), 4L * rows);
      MemorySegment.copy(column.values(), 4L * from, target, 4L * rows, 4L * count);
    } else {
      if (dictionary != null) {
        flatten();
      }
      appendValues(column, from, count);
    }
    rows += count;
  }

  private boolean sharesDictionary(Column other) {
    if (rows == 0 && dictionary == null) {
      dictionary = other.share();
      return true;
    }
    return dictionary != null
        && dictionary.rows() == other.rows()
        && dictionary.valuesBuffer().memoryAddress() == other.valuesBuffer().memoryAddress();
  }

  private void appendValidity(Column column, int from, int count) {
    var bits = column.validity();
    if (bits == null && !hasNulls) {
      return;
    }
    var target = validity.reserve(Memory.bitmapBytes(rows + count), rows + 7 >>> 3);
    if (!hasNulls) {
      Bits.setRange(target, 0, rows);
      hasNulls = true;
    }
    if (bits == null) {
      Bits.setRange(target, rows, count);
    } else {
      Bits.copy(bits, from, target, rows, count);
    }
  }

  private void flatten() {
    int done = rows;
    try (var encoded = Column.dictionary(done, null, values.take(), takeDictionary())) {
      rows = 0;
      appendValues(encoded, 0, done);
      rows = done;
    }
  }

  private Column takeDictionary() {
    var taken = dictionary;
    if (taken == null) {
      throw new IllegalStateException("the column is flat");
    }
    dictionary = null;
    return taken;
  }

  private void appendValues(Column column, int from, int count) {
    if (column.isDictionary()) {
      var decoded = column.dictionary();
      for (int row = from, at = rows; row < from + count; row++, at++) {
        appendFlat(decoded, column.values().get(INT, 4L * row), 1, at);
      }
    } else {
      appendFlat(column, from, count, rows);
    }
  }

  private void appendFlat(Column column, int from, int count, int at) {
    switch (layout) {
      case BIT -> {
        var target = values.reserve(Memory.bitmapBytes(at + count), at + 7 >>> 3);
        Bits.copy(column.values(), from, target, at, count);
      }
      case BYTES -> appendBytes(column, from, count, at);
      case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, INT128 -> {
        long width = layout.width();
        var target = values.reserve(width * (at + count), width * at);
        MemorySegment.copy(column.values(), width * from, target, width * at, width * count);
      }
    }
  }

  private void appendBytes(Column column, int from, int count, int at) {
    var cuts = column.offsets();
    int begin = cuts.get(INT, 4L * from);
    int length = cuts.get(INT, 4L * (from + count)) - begin;
    var target = offsets.reserve(4L * (at + count + 1), at == 0 ? 0 : 4L * (at + 1));
    if (at == 0) {
      bytes = 0;
      target.set(INT, 0, 0);
    }
    int shift = (int) bytes - begin;
    for (int i = 1; i <= count; i++) {
      target.set(INT, 4L * (at + i), cuts.get(INT, 4L * (from + i)) + shift);
    }
    var text = values.reserve(bytes + length, bytes);
    MemorySegment.copy(column.values(), begin, text, bytes, length);
    bytes += length;
  }

  /// Gives the column built so far and starts again with an empty one.
  Column build() {
    int count = rows;
    var bits = hasNulls ? validity.take() : null;
    rows = 0;
    bytes = 0;
    hasNulls = false;
    if (dictionary != null) {
      return Column.dictionary(count, bits, values.take(), takeDictionary());
    }
    if (layout != Layout.BYTES) {
      return Column.fixed(type, count, bits, values.take());
    }
    if (count == 0) {
      offsets.reserve(4, 0).set(INT, 0, 0);
    }
    return Column.bytes(type, count, bits, offsets.take(), values.take());
  }

  @Override
  public void close() {
    validity.close();
    values.close();
    offsets.close();
    if (dictionary != null) {
      dictionary.close();
      dictionary = null;
    }
  }
}
