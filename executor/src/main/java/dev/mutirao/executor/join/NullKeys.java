package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.Arrays;
import java.util.List;

/// Finds rows with a NULL among their keys, which equal nothing.
final class NullKeys {
  private NullKeys() {}

  /// Sets `present[row]` for every row of `batch`: whether none of its keys is NULL. False when no
  /// key can be NULL; then `present` is left alone.
  static boolean find(Batch batch, List<Integer> keys, boolean[] present) {
    boolean found = false;
    for (int key : keys) {
      var column = batch.column(key);
      if (column.mayHaveNulls()) {
        if (!found) {
          Arrays.fill(present, 0, batch.rows(), true);
          found = true;
        }
        clear(column, present);
      }
    }
    return found;
  }

  private static void clear(Column column, boolean[] present) {
    for (int row = 0; row < column.rows(); row++) {
      present[row] &= !column.isNull(row);
    }
  }

  /// Whether any value of the column is NULL.
  static boolean any(ChunkedColumn column) {
    for (int chunk = 0; column.mayHaveNulls() && chunk < column.chunks(); chunk++) {
      var values = column.chunk(chunk);
      for (int row = 0; values.mayHaveNulls() && row < values.rows(); row++) {
        if (values.isNull(row)) {
          return true;
        }
      }
    }
    return false;
  }
}
