package dev.mutirao.executor.key;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;

/// Reads key columns of integers of any width (dates and short decimals too) as 64-bit numbers.
public final class IntegerKeys {
  private IntegerKeys() {}

  public static boolean fits(Layout layout) {
    return switch (layout) {
      case INT8, INT16, INT32, INT64 -> true;
      case BIT, FLOAT32, FLOAT64, INT128, BYTES -> false;
    };
  }

  /// The least number that the layout of such a type holds.
  static long least(Type type) {
    return -1L << bits(type) - 1;
  }

  /// The greatest number that the layout of such a type holds.
  static long greatest(Type type) {
    return ~least(type);
  }

  static boolean holds(Type type, long number) {
    return number >= least(type) && number <= greatest(type);
  }

  private static int bits(Type type) {
    return 8 * type.layout().width();
  }

  /// Every value of the column to the start of `keys`; what is under a NULL is undefined.
  public static void read(Column column, long[] keys) {
    if (column.isDictionary()) {
      var entries = new long[column.dictionary().rows()];
      read(column.dictionary(), entries);
      var indices = column.values();
      for (int row = 0; row < column.rows() && entries.length > 0; row++) {
        keys[row] = entries[indices.get(INT, 4L * row)];
      }
      return;
    }
    var values = column.values();
    int rows = column.rows();
    switch (column.layout()) {
      case INT8 -> {
        for (int row = 0; row < rows; row++) {
          keys[row] = values.get(BYTE, row);
        }
      }
      case INT16 -> {
        for (int row = 0; row < rows; row++) {
          keys[row] = values.get(SHORT, 2L * row);
        }
      }
      case INT32 -> {
        for (int row = 0; row < rows; row++) {
          keys[row] = values.get(INT, 4L * row);
        }
      }
      case INT64 -> {
        for (int row = 0; row < rows; row++) {
          keys[row] = values.get(LONG, 8L * row);
        }
      }
      case BIT, FLOAT32, FLOAT64, INT128, BYTES ->
          throw new IllegalArgumentException(
              column.type().sql() + " is no integer of up to 64 bits");
    }
  }
}
