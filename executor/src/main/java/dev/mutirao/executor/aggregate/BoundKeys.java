package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.util.Arrays;

/// The keys of at most 64 bits of the rows being looked up, as {@link Vectors#longs} gives them,
/// with one code for values that SQL calls equal, and 0 under NULL.
final class BoundKeys {
  private final boolean floating;
  private final Vectors vectors = new Vectors();
  private long[] codes = new long[0];
  private boolean[] nulls = new boolean[0];
  private boolean mayBeNull;

  BoundKeys(Type type) {
    floating = type.layout() == Layout.FLOAT32 || type.layout() == Layout.FLOAT64;
  }

  void bind(Column column, RowGroups rows) {
    int count = rows.count();
    mayBeNull = column.mayHaveNulls();
    if (mayBeNull && nulls.length < count) {
      nulls = new boolean[count];
    }
    if (mayBeNull && column.isDictionary() && column.dictionary().rows() == 0) {
      codes = new long[count];
      Arrays.fill(nulls, 0, count, true);
      return;
    }
    codes = vectors.longs(column, rows);
    if (floating) {
      for (int i = 0; i < count; i++) {
        codes[i] = FloatOrder.equalityCode(codes[i]);
      }
    }
    if (mayBeNull) {
      for (int i = 0; i < count; i++) {
        nulls[i] = column.isNull(rows.row(i));
        codes[i] = nulls[i] ? 0 : codes[i];
      }
    }
  }

  /// Binds numbers that are not in a column; none is NULL.
  void bind(int[] values, int count) {
    if (codes.length < count) {
      codes = new long[count];
    }
    for (int i = 0; i < count; i++) {
      codes[i] = values[i];
    }
    mayBeNull = false;
  }

  long[] codes() {
    return codes;
  }

  boolean mayBeNull() {
    return mayBeNull;
  }

  boolean isNull(int position) {
    return mayBeNull && nulls[position];
  }

  /// Whether the codes are those of floating point numbers, which are never dense.
  boolean floating() {
    return floating;
  }
}
