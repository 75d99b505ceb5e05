package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies of a batch's cells in plain arrays, dictionaries and gaps resolved, so that every loop
/// over values is written once. Cells under a cleared validity bit give anything.
final class Vectors {
  private long[] longs = new long[0];
  private double[] doubles = new double[0];
  private int[] cells = new int[0];

  /// The values of a fixed-width column of at most 64 bits: integers as they are, booleans as 0 and
  /// 1, floating point numbers as the codes of {@link FloatOrder}.
  long[] longs(Column column, RowGroups rows) {
    int count = rows.count();
    if (longs.length < count) {
      longs = new long[room(count, column)];
    }
    var out = longs;
    if (rows.dense() && !column.isDictionary() && column.layout() == Layout.INT32) {
      MemorySegment ints = column.values();
      long first = (long) rows.row(0) << 2;
      for (int i = 0; i < count; i++) {
        out[i] = ints.get(INT, first + ((long) i << 2));
      }
      return out;
    }
    if (rows.dense() && !column.isDictionary() && column.layout() == Layout.INT64) {
      MemorySegment.copy(
          column.values(), ValueLayout.JAVA_LONG_UNALIGNED, 8L * rows.row(0), out, 0, count);
      return out;
    }
    var at = cells(column, rows);
    var values = flat(column).values();
    switch (column.layout()) {
      case BIT -> {
        for (int i = 0; i < count; i++) {
          out[i] = 1L & values.get(BYTE, at[i] >>> 3) >>> (at[i] & 7);
        }
      }
      case INT8 -> {
        for (int i = 0; i < count; i++) {
          out[i] = values.get(BYTE, at[i]);
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          out[i] = values.get(SHORT, (long) at[i] << 1);
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          out[i] = values.get(INT, (long) at[i] << 2);
        }
      }
      case INT64 -> {
        for (int i = 0; i < count; i++) {
          out[i] = values.get(LONG, (long) at[i] << 3);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          out[i] = FloatOrder.code(values.get(FLOAT, (long) at[i] << 2));
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          out[i] = FloatOrder.code(values.get(DOUBLE, (long) at[i] << 3));
        }
      }
      case INT128, BYTES ->
          throw new IllegalArgumentException(column.type().sql() + " is not 64 bits wide");
    }
    return out;
  }

  /// The values of a REAL or DOUBLE column.
  double[] doubles(Column column, RowGroups rows) {
    int count = rows.count();
    if (doubles.length < count) {
      doubles = new double[room(count, column)];
    }
    var out = doubles;
    if (rows.dense() && !column.isDictionary() && column.layout() == Layout.FLOAT64) {
      MemorySegment.copy(
          column.values(), ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * rows.row(0), out, 0, count);
      return out;
    }
    var at = cells(column, rows);
    var values = flat(column).values();
    if (column.layout() == Layout.FLOAT32) {
      for (int i = 0; i < count; i++) {
        out[i] = values.get(FLOAT, (long) at[i] << 2);
      }
    } else {
      for (int i = 0; i < count; i++) {
        out[i] = values.get(DOUBLE, (long) at[i] << 3);
      }
    }
    return out;
  }

  /// Where the rows' values are in {@link #flat}.
  int[] cells(Column column, RowGroups rows) {
    int count = rows.count();
    if (cells.length < count) {
      cells = new int[room(count, column)];
    }
    for (int i = 0; i < count; i++) {
      cells[i] = rows.row(i);
    }
    if (column.isDictionary()) {
      var indices = column.values();
      for (int i = 0; i < count; i++) {
        cells[i] = indices.get(INT, (long) cells[i] << 2);
      }
    }
    return cells;
  }

  /// Room for batches like this one, of which other rows may be wanted next time.
  private static int room(int count, Column column) {
    return Math.max(count, Math.min(column.rows(), 2 * count));
  }

  /// Where the value of a row that is not NULL is in {@link #flat}.
  static int cell(Column column, int row) {
    return column.isDictionary() ? column.values().get(INT, (long) row << 2) : row;
  }

  /// The column that holds the values themselves.
  static Column flat(Column column) {
    return column.isDictionary() ? column.dictionary() : column;
  }

  /// The value of a BOOLEAN column at a row that is not NULL.
  static boolean bit(Column column, int row) {
    int cell = cell(column, row);
    return (flat(column).values().get(BYTE, cell >>> 3) >>> (cell & 7) & 1) != 0;
  }
}
