package dev.mutirao.executor.key;

import dev.mutirao.executor.store.RowStore;
import org.jspecify.annotations.Nullable;

/// The least and the greatest key of a column of integers.
public record KeyRange(long least, long greatest) {
  /// Entries that an array may have however few rows there are.
  private static final long SMALL_ARRAY = 1 << 14;

  /// Entries per row that still make an array the better table.
  private static final long ENTRIES_PER_ROW = 12;

  /// The range of a column's values; null when they are no integers or all NULL.
  public static @Nullable KeyRange of(RowStore store, int column) {
    if (!IntegerKeys.fits(store.schema().type(column).layout())) {
      return null;
    }
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int chunk = 0; chunk < store.chunks(); chunk++) {
      var values = store.chunk(chunk).column(column);
      var keys = new long[values.rows()];
      IntegerKeys.read(values, keys);
      for (int row = 0; row < keys.length; row++) {
        if (!values.isNull(row)) {
          least = Math.min(least, keys[row]);
          greatest = Math.max(greatest, keys[row]);
        }
      }
    }
    return least > greatest ? null : new KeyRange(least, greatest);
  }

  /// Whether an array over the range is small beside `rows` rows.
  public boolean suitsArray(long rows) {
    long span = greatest - least;
    return span >= 0
        && span < Math.min(Integer.MAX_VALUE - 8, Math.max(SMALL_ARRAY, ENTRIES_PER_ROW * rows));
  }

  public int entries() {
    return Math.toIntExact(greatest - least + 1);
  }
}
