package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import org.jspecify.annotations.Nullable;

/// Which rows of a batch go to which groups: row `row(i)` to group `groups()[i]`, for `i` below
/// `count()`. A reusable buffer of one thread.
public final class RowGroups {
  private int[] groups = new int[0];
  private int[] rows = new int[0];
  private int count;

  /// The first row where rows follow each other.
  private int first;

  private boolean dense;
  private boolean single;

  /// No rows yet.
  public RowGroups() {}

  /// Rows 0 to `rowCount`; the caller fills {@link #groups()}.
  public void all(int rowCount) {
    range(0, rowCount);
  }

  /// Rows `from` to `from + rowCount`; the caller fills {@link #groups()}.
  void range(int from, int rowCount) {
    reserve(rowCount);
    first = from;
    count = rowCount;
    dense = true;
    single = false;
  }

  /// Rows 0 to `rowCount`, each to group 0.
  void allToOne(int rowCount) {
    if (!(single && dense && groups.length >= rowCount)) {
      reserve(rowCount);
      java.util.Arrays.fill(groups, 0);
    }
    first = 0;
    count = rowCount;
    dense = true;
    single = true;
  }

  /// Rows in any order, each any number of times: row `rows[i]` to group `groups[i]`.
  public void chosen(int[] rowNumbers, int[] groupNumbers, int chosen) {
    reserve(chosen);
    System.arraycopy(rowNumbers, 0, rows, 0, chosen);
    System.arraycopy(groupNumbers, 0, groups, 0, chosen);
    count = chosen;
    dense = false;
    single = false;
  }

  /// Row `i` to group `i`.
  void identity(int rowCount) {
    all(rowCount);
    for (int i = 0; i < rowCount; i++) {
      groups[i] = i;
    }
  }

  /// The rows of `from` where no column of `present` is NULL and `filter` is true.
  public void keep(RowGroups from, Column[] present, @Nullable Column filter) {
    reserve(from.count);
    dense = false;
    single = from.single;
    int kept = 0;
    for (int i = 0; i < from.count; i++) {
      int row = from.row(i);
      boolean keep = filter == null || isTrue(filter, row);
      for (var column : present) {
        keep &= !column.isNull(row);
      }
      groups[kept] = from.groups[i];
      rows[kept] = row;
      kept += keep ? 1 : 0;
    }
    count = kept;
  }

  /// The rows at the given positions of `from`.
  void pick(RowGroups from, int[] positions, int picked) {
    reserve(picked);
    dense = false;
    single = from.single;
    for (int i = 0; i < picked; i++) {
      groups[i] = from.groups[positions[i]];
      rows[i] = from.row(positions[i]);
    }
    count = picked;
  }

  public int count() {
    return count;
  }

  public int[] groups() {
    return groups;
  }

  int row(int i) {
    return dense ? first + i : rows[i];
  }

  /// Whether the rows follow each other.
  boolean dense() {
    return dense;
  }

  /// Whether every row goes to group 0.
  boolean single() {
    return single;
  }

  private static boolean isTrue(Column column, int row) {
    return !column.isNull(row) && Vectors.bit(column, row);
  }

  private void reserve(int size) {
    if (groups.length < size) {
      groups = new int[size];
      rows = new int[size];
      single = false;
    }
  }
}
