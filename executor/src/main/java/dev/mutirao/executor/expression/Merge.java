package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Concat;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Puts one column together from several, each row from the one that was chosen for it: the end of
/// CASE and COALESCE.
final class Merge {
  /// The choice of no column: NULL.
  static final int NONE = -1;

  private Merge() {}

  /// A column whose row i is that of `columns[choices[i]]`. The columns stay with their owner.
  static Column of(Type type, List<Column> columns, int[] choices, BufferAllocator allocator) {
    if (columns.isEmpty()) {
      return ConstantColumn.nulls(type, choices.length, allocator);
    }
    boolean encoded =
        columns.stream().allMatch(Column::isDictionary)
            && columns.stream().mapToLong(column -> column.dictionary().rows()).sum()
                <= Math.max(16, choices.length);
    if (encoded) {
      return encoded(columns, choices, allocator);
    }
    var flat = new Column[columns.size()];
    try {
      for (int i = 0; i < flat.length; i++) {
        flat[i] = Gather.flat(columns.get(i), allocator);
      }
      return flat(type, flat, choices, allocator);
    } finally {
      for (var column : flat) {
        if (column != null) {
          column.close();
        }
      }
    }
  }

  /// Joins the dictionaries; copies indices only.
  private static Column encoded(List<Column> columns, int[] choices, BufferAllocator allocator) {
    ArrowBuf validity = null;
    ArrowBuf indices = null;
    Column dictionary = null;
    try {
      dictionary = Concat.columns(columns.stream().map(Column::dictionary).toList(), allocator);
      validity = validity(columns, choices, allocator);
      indices = allocator.buffer(choices.length * 4L);
      var to = Memory.segment(indices);
      var bases = new int[columns.size()];
      for (int i = 1; i < bases.length; i++) {
        bases[i] = bases[i - 1] + columns.get(i - 1).dictionary().rows();
      }
      var from = segments(columns);
      for (int row = 0; row < choices.length; row++) {
        int choice = choices[row];
        to.setAtIndex(
            INT, row, choice == NONE ? 0 : bases[choice] + from[choice].getAtIndex(INT, row));
      }
      return Column.dictionary(choices.length, validity, indices, dictionary);
    } catch (RuntimeException | Error e) {
      Bitmaps.release(validity);
      Bitmaps.release(indices);
      if (dictionary != null) {
        dictionary.close();
      }
      throw e;
    }
  }

  private static Column flat(
      Type type, Column[] columns, int[] choices, BufferAllocator allocator) {
    var list = List.of(columns);
    var validity = validity(list, choices, allocator);
    try (var result = new Result(type, choices.length, true, allocator)) {
      if (type.layout() == Layout.BYTES) {
        bytes(columns, choices, result);
      } else {
        fixed(type.layout(), segments(list), choices, result);
      }
      var column = result.finish(validity);
      validity = null;
      return column;
    } finally {
      Bitmaps.release(validity);
    }
  }

  private static void bytes(Column[] columns, int[] choices, Result result) {
    for (int row = 0; row < choices.length; row++) {
      int choice = choices[row];
      if (choice != NONE && !columns[choice].isNull(row)) {
        var offsets = columns[choice].offsets();
        int start = offsets.getAtIndex(INT, row);
        int length = offsets.getAtIndex(INT, row + 1L) - start;
        result.put(row, new Bytes(columns[choice].values(), start, length));
      }
    }
  }

  private static void fixed(Layout layout, MemorySegment[] from, int[] choices, Result result) {
    var to = result.values();
    switch (layout) {
      case BIT -> {
        for (int row = 0; row < choices.length; row++) {
          if (choices[row] != NONE) {
            int bit = from[choices[row]].get(BYTE, row >>> 3) & 1 << (row & 7);
            to.set(BYTE, row >>> 3, (byte) (to.get(BYTE, row >>> 3) | bit));
          }
        }
      }
      case INT8 -> {
        for (int row = 0; row < choices.length; row++) {
          if (choices[row] != NONE) {
            to.set(BYTE, row, from[choices[row]].get(BYTE, row));
          }
        }
      }
      case INT16 -> {
        for (int row = 0; row < choices.length; row++) {
          if (choices[row] != NONE) {
            to.setAtIndex(SHORT, row, from[choices[row]].getAtIndex(SHORT, row));
          }
        }
      }
      case INT32, FLOAT32 -> {
        for (int row = 0; row < choices.length; row++) {
          if (choices[row] != NONE) {
            to.setAtIndex(INT, row, from[choices[row]].getAtIndex(INT, row));
          }
        }
      }
      case INT64, FLOAT64 -> {
        for (int row = 0; row < choices.length; row++) {
          if (choices[row] != NONE) {
            to.setAtIndex(LONG, row, from[choices[row]].getAtIndex(LONG, row));
          }
        }
      }
      case INT128 -> {
        for (int row = 0; row < choices.length; row++) {
          if (choices[row] != NONE) {
            var values = from[choices[row]];
            result.put(
                row,
                new Int128(
                    values.getAtIndex(LONG, 2L * row + 1), values.getAtIndex(LONG, 2L * row)));
          }
        }
      }
      case BYTES -> throw new IllegalArgumentException("not of fixed width");
    }
  }

  private static MemorySegment[] segments(List<Column> columns) {
    return columns.stream().map(Column::values).toArray(MemorySegment[]::new);
  }

  private static @Nullable ArrowBuf validity(
      List<Column> columns, int[] choices, BufferAllocator allocator) {
    if (columns.stream().noneMatch(Column::mayHaveNulls)
        && Arrays.stream(choices).noneMatch(choice -> choice == NONE)) {
      return null;
    }
    var buffer = allocator.buffer(Memory.bitmapBytes(choices.length));
    var bits = Memory.segment(buffer);
    for (int start = 0; start < choices.length; start += 64) {
      long word = 0;
      for (int row = start; row < Math.min(start + 64, choices.length); row++) {
        boolean present = choices[row] != NONE && !columns.get(choices[row]).isNull(row);
        word |= (present ? 1L : 0L) << row - start;
      }
      bits.set(LONG, start >>> 3, word);
    }
    return buffer;
  }
}
