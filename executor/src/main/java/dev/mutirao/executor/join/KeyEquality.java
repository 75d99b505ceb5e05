package dev.mutirao.executor.join;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.row.RowEquality;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowId;
import java.util.List;

/// Compares keys of kept rows, none of which is NULL.
final class KeyEquality {
  private KeyEquality() {}

  /// Whether two kept rows have the same keys.
  static boolean same(List<ChunkedColumn> keys, int left, int right) {
    for (int key = 0; key < keys.size(); key++) {
      var column = keys.get(key);
      if (!RowEquality.equal(
          column.chunk(RowId.chunk(left)),
          RowId.row(left),
          column.chunk(RowId.chunk(right)),
          RowId.row(right))) {
        return false;
      }
    }
    return true;
  }

  /// Clears `equal[i]` where `probe` at `rows[i]` differs from `build` at `ids[i]`, for `i <
  /// count`.
  static void retain(
      Column probe, int[] rows, ChunkedColumn build, int[] ids, int count, boolean[] equal) {
    if (build.chunks() == 1) {
      RowEquality.retain(probe, rows, build.chunk(0), ids, count, equal);
      return;
    }
    if (!probe.isDictionary() && probe.layout() == build.type().layout()) {
      var values = probe.values();
      switch (probe.layout()) {
        case INT32 -> {
          for (int i = 0; i < count; i++) {
            equal[i] &= values.get(INT, 4L * rows[i]) == build.int32(ids[i]);
          }
          return;
        }
        case INT64 -> {
          for (int i = 0; i < count; i++) {
            equal[i] &= values.get(LONG, 8L * rows[i]) == build.int64(ids[i]);
          }
          return;
        }
        case BIT, INT8, INT16, FLOAT32, FLOAT64, INT128, BYTES -> {}
      }
    }
    for (int i = 0; i < count; i++) {
      if (equal[i]) {
        equal[i] =
            RowEquality.equal(probe, rows[i], build.chunk(RowId.chunk(ids[i])), RowId.row(ids[i]));
      }
    }
  }
}
