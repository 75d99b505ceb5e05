package dev.mutirao.executor.store;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.ByteCopy;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.error.QueryErrors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Fetches kept rows in any order into new columns. {@link RowId#NONE} gives NULL. Out of a million
/// rows at random, which are more than the cache holds, 9 ns a number of 64 bits and 82 ns a text
/// of 16 bytes (`benchmarks/run Kernels KEPT_NUMBERS KEPT_TEXTS`).
public final class RowGather {
  private RowGather() {}

  /// A batch of the rows `ids[0]` to `ids[count - 1]`.
  public static Batch batch(
      List<ChunkedColumn> columns, int[] ids, int count, BufferAllocator allocator) {
    return new Batch(count, columns(columns, ids, count, allocator));
  }

  /// One new column per column; nothing stays allocated when one of them fails.
  public static List<Column> columns(
      List<ChunkedColumn> columns, int[] ids, int count, BufferAllocator allocator) {
    var made = new ArrayList<Column>(columns.size());
    try {
      for (var column : columns) {
        made.add(column(column, ids, count, allocator));
      }
      return made;
    } catch (RuntimeException | Error failure) {
      made.forEach(Column::close);
      throw failure;
    }
  }

  /// One new column; dictionary encoded when all chunks share a dictionary.
  public static Column column(
      ChunkedColumn column, int[] ids, int count, BufferAllocator allocator) {
    if (column.chunks() == 1) {
      return Gather.rowsOrNull(column.chunk(0), ids, count, allocator);
    }
    if (column.chunks() == 0) {
      return ConstantColumn.nulls(column.type(), count, allocator);
    }
    var buffers = new ArrayList<ArrowBuf>(3);
    try {
      var validity = validity(column, ids, count, allocator);
      if (validity != null) {
        buffers.add(validity);
      }
      if (column.sharesDictionary()) {
        var indices = allocator.buffer(4L * count);
        var target = Memory.segment(indices);
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(INT, 4L * i, id < 0 ? 0 : column.index(id));
        }
        return Column.dictionary(count, validity, indices, column.chunk(0).dictionary().share());
      }
      return switch (column.type().layout()) {
        case BYTES -> {
          var offsets = allocator.buffer(4L * (count + 1));
          buffers.add(offsets);
          long total = offsets(column, ids, count, Memory.segment(offsets));
          var text = allocator.buffer(total);
          copyText(column, ids, count, Memory.segment(offsets), Memory.segment(text));
          yield Column.bytes(column.type(), count, validity, offsets, text);
        }
        case BIT -> {
          var bits = allocator.buffer(Memory.bitmapBytes(count));
          copyBits(column, ids, count, Memory.segment(bits));
          yield Column.fixed(column.type(), count, validity, bits);
        }
        case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, INT128 -> {
          var values = allocator.buffer((long) column.type().layout().width() * count);
          copyFixed(column, ids, count, Memory.segment(values));
          yield Column.fixed(column.type(), count, validity, values);
        }
      };
    } catch (RuntimeException | Error failure) {
      buffers.forEach(ArrowBuf::close);
      throw failure;
    }
  }

  private static @Nullable ArrowBuf validity(
      ChunkedColumn column, int[] ids, int count, BufferAllocator allocator) {
    boolean nulls = column.mayHaveNulls();
    for (int i = 0; i < count && !nulls; i++) {
      nulls = ids[i] < 0;
    }
    if (!nulls) {
      return null;
    }
    var buffer = Memory.allValid(allocator, count);
    var bits = Memory.segment(buffer);
    for (int i = 0; i < count; i++) {
      int id = ids[i];
      if (id < 0 || column.isNull(id)) {
        Bits.set(bits, i, false);
      }
    }
    return buffer;
  }

  private static void copyFixed(ChunkedColumn column, int[] ids, int count, MemorySegment target) {
    switch (column.type().layout()) {
      case INT8 -> {
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(BYTE, i, id < 0 ? 0 : column.int8(id));
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(SHORT, 2L * i, id < 0 ? 0 : column.int16(id));
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(INT, 4L * i, id < 0 ? 0 : column.int32(id));
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(FLOAT, 4L * i, id < 0 ? 0 : column.float32(id));
        }
      }
      case INT64, FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(LONG, 8L * i, id < 0 ? 0 : column.int64(id));
        }
      }
      case INT128 -> {
        for (int i = 0; i < count; i++) {
          int id = ids[i];
          target.set(LONG, 16L * i, id < 0 ? 0 : column.low(id));
          target.set(LONG, 16L * i + 8, id < 0 ? 0 : column.high(id));
        }
      }
      case BIT, BYTES ->
          throw new IllegalArgumentException(column.type().sql() + " has no fixed width");
    }
  }

  private static void copyBits(ChunkedColumn column, int[] ids, int count, MemorySegment target) {
    target.fill((byte) 0);
    for (int i = 0; i < count; i++) {
      int id = ids[i];
      if (id >= 0 && column.bit(id)) {
        Bits.set(target, i, true);
      }
    }
  }

  private static long offsets(ChunkedColumn column, int[] ids, int count, MemorySegment target) {
    long total = 0;
    target.set(INT, 0, 0);
    for (int i = 0; i < count; i++) {
      int id = ids[i];
      if (id >= 0 && !column.isNull(id)) {
        total += column.end(id) - (long) column.start(id);
        if (total > Integer.MAX_VALUE) {
          throw QueryErrors.notSupported("a batch with more than 2 GiB of text in one column");
        }
      }
      target.set(INT, 4L * (i + 1), (int) total);
    }
    return total;
  }

  private static void copyText(
      ChunkedColumn column, int[] ids, int count, MemorySegment offsets, MemorySegment target) {
    for (int i = 0; i < count; i++) {
      int at = offsets.get(INT, 4L * i);
      int length = offsets.get(INT, 4L * (i + 1)) - at;
      if (length > 0) {
        int id = ids[i];
        ByteCopy.copy(column.text(id), column.start(id), target, at, length);
      }
    }
  }
}
