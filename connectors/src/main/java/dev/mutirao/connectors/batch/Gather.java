package dev.mutirao.connectors.batch;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.type.Layout;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Copies chosen rows of a column, in any order and any number of times. Inputs stay with their
/// owner, results belong to the caller. A dictionary-encoded column stays so: only its indices are
/// copied, the dictionary is shared. In random order within a batch 1 ns a number of 64 bits and 21
/// ns a text of 16 bytes (`benchmarks/run Kernels GATHER_NUMBERS GATHER_TEXTS`).
public final class Gather {
  private Gather() {}

  /// The rows `rows[0] .. rows[count - 1]` of `column`.
  public static Column rows(Column column, int[] rows, int count, BufferAllocator allocator) {
    return copy(column, rows, count, false, allocator);
  }

  /// As {@link #rows(Column, int[], int, BufferAllocator)}, and a row number of -1 gives NULL.
  public static Column rowsOrNull(Column column, int[] rows, int count, BufferAllocator allocator) {
    return copy(column, rows, count, true, allocator);
  }

  /// The same rows of every column of `batch`.
  public static Batch rows(Batch batch, int[] rows, int count, BufferAllocator allocator) {
    var columns = new Column[batch.columnCount()];
    int done = 0;
    try {
      for (; done < columns.length; done++) {
        columns[done] = rows(batch.column(done), rows, count, allocator);
      }
      return new Batch(count, columns);
    } finally {
      if (done < columns.length) {
        Concat.closeAll(columns);
      }
    }
  }

  /// The values of `column` without dictionary encoding; shares a column that is flat already.
  public static Column flat(Column column, BufferAllocator allocator) {
    if (!column.isDictionary()) {
      return column.share();
    }
    var entries = new int[column.rows()];
    MemorySegment.copy(column.values(), INT, 0, entries, 0, entries.length);
    if (column.dictionary().rows() == 0) {
      return ConstantColumn.nulls(column.type(), column.rows(), allocator);
    }
    Column values = copy(column.dictionary(), entries, entries.length, false, allocator);
    ArrowBuf validity = column.validityBuffer();
    return validity == null ? values : values.withValidity(validity);
  }

  private static Column copy(
      Column column, int[] rows, int count, boolean orNull, BufferAllocator allocator) {
    if (orNull
        && (column.rows() == 0 || column.isDictionary() && column.dictionary().rows() == 0)) {
      return ConstantColumn.nulls(column.type(), count, allocator);
    }
    ArrowBuf validity = null;
    ArrowBuf offsets = null;
    ArrowBuf values = null;
    try {
      validity = validity(column, rows, count, orNull, allocator);
      if (column.isDictionary()) {
        values = allocator.buffer(count * 4L);
        ints(column.values(), rows, count, Memory.segment(values));
        return Column.dictionary(count, validity, values, column.dictionary().share());
      }
      if (column.layout() == Layout.BYTES) {
        offsets = allocator.buffer((count + 1) * 4L);
        values = bytes(column, rows, count, Memory.segment(offsets), allocator);
        return Column.bytes(column.type(), count, validity, offsets, values);
      }
      values =
          allocator.buffer(
              column.layout() == Layout.BIT
                  ? Memory.bitmapBytes(count)
                  : (long) count * column.layout().width());
      fixed(column, rows, count, Memory.segment(values));
      return Column.fixed(column.type(), count, validity, values);
    } catch (RuntimeException | Error e) {
      release(validity);
      release(offsets);
      release(values);
      throw e;
    }
  }

  private static @Nullable ArrowBuf validity(
      Column column, int[] rows, int count, boolean orNull, BufferAllocator allocator) {
    MemorySegment from = column.validity();
    if (from == null && !(orNull && anyAbsent(rows, count))) {
      return null;
    }
    var buffer = allocator.buffer(Memory.bitmapBytes(count));
    var to = Memory.segment(buffer);
    for (int start = 0; start < count; start += 64) {
      long word = 0;
      int end = Math.min(64, count - start);
      for (int i = 0; i < end; i++) {
        int row = rows[start + i];
        boolean valid =
            row >= 0 && (from == null || (from.get(BYTE, row >>> 3) >>> (row & 7) & 1) != 0);
        word |= (valid ? 1L : 0L) << i;
      }
      to.set(LONG, (long) start >>> 3, word);
    }
    return buffer;
  }

  private static boolean anyAbsent(int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      if (rows[i] < 0) {
        return true;
      }
    }
    return false;
  }

  /// Copies fixed-width values; -1 copies the value of row 0, which its validity bit hides.
  private static void fixed(Column column, int[] rows, int count, MemorySegment to) {
    var from = column.values();
    switch (column.layout()) {
      case BIT -> bits(from, rows, count, to);
      case INT8 -> {
        for (int i = 0; i < count; i++) {
          to.set(BYTE, i, from.get(BYTE, present(rows[i])));
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          to.setAtIndex(SHORT, i, from.getAtIndex(SHORT, present(rows[i])));
        }
      }
      case INT32, FLOAT32 -> ints(from, rows, count, to);
      case INT64, FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          to.setAtIndex(LONG, i, from.getAtIndex(LONG, present(rows[i])));
        }
      }
      case INT128 -> {
        for (int i = 0; i < count; i++) {
          long row = present(rows[i]);
          to.setAtIndex(LONG, 2L * i, from.getAtIndex(LONG, 2 * row));
          to.setAtIndex(LONG, 2L * i + 1, from.getAtIndex(LONG, 2 * row + 1));
        }
      }
      case BYTES -> throw new IllegalArgumentException("not of fixed width");
    }
  }

  private static void ints(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.setAtIndex(INT, i, from.getAtIndex(INT, present(rows[i])));
    }
  }

  private static void bits(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int start = 0; start < count; start += 64) {
      long word = 0;
      int end = Math.min(64, count - start);
      for (int i = 0; i < end; i++) {
        int row = present(rows[start + i]);
        word |= (long) (from.get(BYTE, row >>> 3) >>> (row & 7) & 1) << i;
      }
      to.set(LONG, (long) start >>> 3, word);
    }
  }

  private static int present(int row) {
    return row & ~(row >> 31);
  }

  /// Writes the offsets of the result and returns its bytes. NULLs become empty; rows that follow
  /// each other are copied at once.
  private static ArrowBuf bytes(
      Column column, int[] rows, int count, MemorySegment offsets, BufferAllocator allocator) {
    var from = column.offsets();
    boolean nulls = column.mayHaveNulls();
    long size = 0;
    for (int i = 0; i < count; i++) {
      offsets.setAtIndex(INT, i, (int) size);
      int row = rows[i];
      if (row >= 0 && !(nulls && column.isNull(row))) {
        size += from.getAtIndex(INT, row + 1L) - from.getAtIndex(INT, row);
      }
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalStateException("more than 2 GB of text in one batch");
    }
    offsets.setAtIndex(INT, count, (int) size);
    var buffer = allocator.buffer(size);
    var to = Memory.segment(buffer);
    var values = column.values();
    for (int i = 0; i < count; ) {
      int end = i + 1;
      while (!nulls && end < count && rows[i] >= 0 && rows[end] == rows[end - 1] + 1) {
        end++;
      }
      int start = offsets.getAtIndex(INT, i);
      int length = offsets.getAtIndex(INT, end) - start;
      if (length > 0) {
        ByteCopy.copy(values, from.getAtIndex(INT, rows[i]), to, start, length);
      }
      i = end;
    }
    return buffer;
  }

  private static void release(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.close();
    }
  }
}
