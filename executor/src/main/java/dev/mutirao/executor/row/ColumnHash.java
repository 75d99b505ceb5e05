package dev.mutirao.executor.row;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;

/// Hashes of the values of one column, row by row.
final class ColumnHash {
  private ColumnHash() {}

  /// The hash of each row of a column, flat or not, to the start of `hashes`.
  static void of(Column column, long[] hashes) {
    int rows = column.rows();
    if (column.isDictionary()) {
      encoded(column, hashes);
    } else {
      flat(column, hashes);
    }
    if (column.mayHaveNulls()) {
      for (int row = 0; row < rows; row++) {
        hashes[row] = column.isNull(row) ? ValueHash.NULL : hashes[row];
      }
    }
  }

  /// As {@link #of} for a dictionary-encoded column whose entries' hashes are known.
  static void ofEntries(Column column, long[] entryHashes, long[] hashes) {
    var indices = column.values();
    int rows = column.rows();
    if (!column.mayHaveNulls()) {
      for (int row = 0; row < rows; row++) {
        hashes[row] = entryHashes[indices.getAtIndex(INT, row)];
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      hashes[row] = column.isNull(row) ? ValueHash.NULL : entryHashes[indices.getAtIndex(INT, row)];
    }
  }

  private static void flat(Column column, long[] hashes) {
    var values = column.values();
    int rows = column.rows();
    switch (column.layout()) {
      case BIT -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of((values.get(BYTE, row >>> 3) >>> (row & 7) & 1) != 0);
        }
      }
      case INT8 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of((long) values.get(BYTE, row));
        }
      }
      case INT16 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of((long) values.getAtIndex(SHORT, row));
        }
      }
      case INT32 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of((long) values.getAtIndex(INT, row));
        }
      }
      case INT64 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of(values.getAtIndex(LONG, row));
        }
      }
      case FLOAT32 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of((double) values.getAtIndex(FLOAT, row));
        }
      }
      case FLOAT64 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] = ValueHash.of(values.getAtIndex(DOUBLE, row));
        }
      }
      case INT128 -> {
        for (int row = 0; row < rows; row++) {
          hashes[row] =
              ValueHash.of(
                  values.getAtIndex(LONG, 2L * row + 1), values.getAtIndex(LONG, 2L * row));
        }
      }
      case BYTES -> bytes(column, hashes);
    }
  }

  private static void bytes(Column column, long[] hashes) {
    var values = column.values();
    var offsets = column.offsets();
    int start = column.rows() == 0 ? 0 : offsets.getAtIndex(INT, 0);
    for (int row = 0; row < column.rows(); row++) {
      int end = offsets.getAtIndex(INT, row + 1L);
      hashes[row] = ValueHash.of(values, start, end - start);
      start = end;
    }
  }

  private static void encoded(Column column, long[] hashes) {
    var dictionary = column.dictionary();
    var indices = column.values();
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isNull(row)) {
        hashes[row] = entry(dictionary, indices.getAtIndex(INT, row));
      }
    }
  }

  private static long entry(Column column, int row) {
    var values = column.values();
    return switch (column.layout()) {
      case BIT -> ValueHash.of((values.get(BYTE, row >>> 3) >>> (row & 7) & 1) != 0);
      case INT8 -> ValueHash.of((long) values.get(BYTE, row));
      case INT16 -> ValueHash.of((long) values.getAtIndex(SHORT, row));
      case INT32 -> ValueHash.of((long) values.getAtIndex(INT, row));
      case INT64 -> ValueHash.of(values.getAtIndex(LONG, row));
      case FLOAT32 -> ValueHash.of((double) values.getAtIndex(FLOAT, row));
      case FLOAT64 -> ValueHash.of(values.getAtIndex(DOUBLE, row));
      case INT128 ->
          ValueHash.of(values.getAtIndex(LONG, 2L * row + 1), values.getAtIndex(LONG, 2L * row));
      case BYTES -> {
        int start = column.offsets().getAtIndex(INT, row);
        yield ValueHash.of(values, start, column.offsets().getAtIndex(INT, row + 1L) - start);
      }
    };
  }
}
