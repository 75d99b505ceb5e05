package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import org.jspecify.annotations.Nullable;

/// Small numbers for the values of one key: 0 for NULL, then dictionary indices, or integers
/// counted from the least one seen. The numbers hold until {@link #adapt} says that they changed.
final class KeyCodes implements AutoCloseable {
  enum Change {
    NONE,
    OTHER_CODES,
    TOO_MANY
  }

  /// The dictionary whose indices are the codes, kept open so that no other can take its address.
  private @Nullable Column dictionary;

  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;
  private int size;

  /// Number of codes.
  int size() {
    return size;
  }

  /// Makes the codes those of the column's values.
  Change adapt(Column column, int maxSize) {
    if (column.isDictionary()) {
      return adaptToDictionary(column.dictionary(), maxSize);
    }
    close();
    return switch (column.layout()) {
      case BIT -> adaptToRange(0, 1, maxSize);
      case INT8 -> adaptToRange(Byte.MIN_VALUE, Byte.MAX_VALUE, maxSize);
      case INT16, INT32, INT64 -> adaptToValues(column, maxSize);
      case FLOAT32, FLOAT64, INT128, BYTES -> Change.TOO_MANY;
    };
  }

  /// Sets the code of each row.
  void set(Column column, int[] codes) {
    if (dictionary != null && !column.mayHaveNulls()) {
      var indices = column.values();
      for (int i = 0, count = column.rows(); i < count; i++) {
        codes[i] = indices.get(INT, (long) i << 2) + 1;
      }
    } else {
      for (int i = 0, count = column.rows(); i < count; i++) {
        codes[i] = code(column, i);
      }
    }
  }

  /// Multiplies each code by the number of codes here and adds the code of the row.
  void append(Column column, int[] codes) {
    if (dictionary != null && !column.mayHaveNulls()) {
      var indices = column.values();
      for (int i = 0, count = column.rows(); i < count; i++) {
        codes[i] = codes[i] * size + indices.get(INT, (long) i << 2) + 1;
      }
    } else {
      for (int i = 0, count = column.rows(); i < count; i++) {
        codes[i] = codes[i] * size + code(column, i);
      }
    }
  }

  @Override
  public void close() {
    if (dictionary != null) {
      dictionary.close();
      dictionary = null;
      size = 0;
    }
  }

  private Change adaptToDictionary(Column other, int maxSize) {
    if (dictionary != null && dictionary.isSameMemoryAs(other)) {
      return Change.NONE;
    }
    close();
    size = 0;
    if (other.rows() >= maxSize) {
      return Change.TOO_MANY;
    }
    dictionary = other.share();
    size = other.rows() + 1;
    return Change.OTHER_CODES;
  }

  private Change adaptToValues(Column column, int maxSize) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (int i = 0; i < column.rows(); i++) {
      if (!column.isNull(i)) {
        long value = integer(column, i);
        from = Math.min(from, value);
        to = Math.max(to, value);
      }
    }
    return from > to ? adaptToRange(0, 0, maxSize) : adaptToRange(from, to, maxSize);
  }

  private Change adaptToRange(long from, long to, int maxSize) {
    if (size > 0 && from >= least && to <= greatest) {
      return Change.NONE;
    }
    long widerFrom = size > 0 ? Math.min(from, least) : from;
    long widerTo = size > 0 ? Math.max(to, greatest) : to;
    long range = widerTo - widerFrom;
    if (range < 0 || range >= maxSize - 1) {
      return Change.TOO_MANY;
    }
    least = widerFrom;
    greatest = widerTo;
    size = (int) range + 2;
    return Change.OTHER_CODES;
  }

  private int code(Column column, int row) {
    if (column.isNull(row)) {
      return 0;
    }
    return 1
        + (dictionary == null
            ? (int) (integer(column, row) - least)
            : column.values().get(INT, (long) row << 2));
  }

  private static long integer(Column column, int row) {
    return switch (column.layout()) {
      case BIT -> Vectors.bit(column, row) ? 1 : 0;
      case INT8 -> column.values().get(BYTE, row);
      case INT16 -> column.values().get(SHORT, (long) row << 1);
      case INT32 -> column.values().get(INT, (long) row << 2);
      case INT64 -> column.values().get(LONG, (long) row << 3);
      case FLOAT32, FLOAT64, INT128, BYTES -> throw new IllegalArgumentException("no integers");
    };
  }
}
