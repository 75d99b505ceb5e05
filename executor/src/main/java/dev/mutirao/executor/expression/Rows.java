package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows of a batch, ascending, that something is computed on.
///
/// @param numbers the row numbers at 0 to before `count`; null for all rows from 0
@SuppressWarnings("ArrayRecordComponent")
record Rows(int @Nullable [] numbers, int count) {
  static Rows all(int rows) {
    return new Rows(null, rows);
  }

  boolean isAll() {
    return numbers == null;
  }

  int at(int index) {
    return numbers == null ? index : numbers[index];
  }

  /// Those rows on which `column` is not NULL.
  Rows present(Column column) {
    var validity = column.validity();
    if (validity == null) {
      return this;
    }
    var present = new int[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = at(i);
      present[kept] = row;
      kept += validity.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1;
    }
    return new Rows(present, kept);
  }

  /// These rows without those of `others`, which are some of them.
  Rows without(int[] others, int otherCount) {
    var left = new int[count - otherCount];
    int kept = 0;
    int next = 0;
    for (int i = 0; i < count; i++) {
      int row = at(i);
      if (next < otherCount && others[next] == row) {
        next++;
      } else {
        left[kept++] = row;
      }
    }
    return new Rows(left, kept);
  }

  /// The same rows, as row numbers that may be overwritten.
  int[] toArray() {
    if (numbers != null) {
      return Arrays.copyOf(numbers, count);
    }
    var all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
    }
    return all;
  }
}
