package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.type.Type.Simple.VARBINARY;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// How exact sums travel: three doubles, and the bytes of what three doubles cannot hold (NULL for
/// most groups); the sum is that of all four. How many values there were travels beside them.
final class ExactSumColumns {
  /// Types of the columns of one sum.
  static final List<Type> TYPES =
      List.of(Type.Simple.DOUBLE, Type.Simple.DOUBLE, Type.Simple.DOUBLE, VARBINARY);

  private ExactSumColumns() {}

  /// Adds the sums in the columns from `first` on.
  static void merge(
      ExactSums sums,
      RowGroups rows,
      MemorySegment counts,
      Column[] state,
      int first,
      Vectors vectors) {
    var high = state[first].values();
    var middle = state[first + 1].values();
    var low = state[first + 2].values();
    var wide = state[first + 3];
    sums.prepareMerge(vectors.doubles(state[first], rows), rows.count());
    for (int i = 0; i < rows.count(); i++) {
      long at = (long) rows.row(i) << 3;
      boolean bins = wide.isNull(rows.row(i));
      long from = bins ? 0 : wide.offsets().get(INT, (long) rows.row(i) << 2);
      long to = bins ? 0 : wide.offsets().get(INT, (long) rows.row(i) + 1 << 2);
      sums.merge(
          rows.groups()[i],
          counts.get(LONG, at),
          high.get(DOUBLE, at),
          middle.get(DOUBLE, at),
          low.get(DOUBLE, at),
          bins ? null : wide.values(),
          from,
          to - from);
    }
  }

  /// Appends the columns of the groups at `from` to `to` of `groups`.
  static void write(
      ExactSums sums,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    for (int bin = 0; bin < 3; bin++) {
      try (var bins = new FixedColumnWriter(allocator, Type.Simple.DOUBLE, to - from)) {
        for (int i = from; i < to; i++) {
          bins.cells().set(DOUBLE, (long) (i - from) << 3, sums.bin(groups[i], bin));
        }
        output.add(bins.finish());
      }
    }
    output.add(wide(sums, groups, from, to, allocator));
  }

  private static Column wide(
      ExactSums sums, int[] groups, int from, int to, BufferAllocator allocator) {
    long length = 0;
    for (int i = from; i < to; i++) {
      length += sums.hasWide(groups[i]) ? sums.wideBytes(groups[i]) : 0;
    }
    try (var writer = new BytesColumnWriter(allocator, VARBINARY, to - from, length)) {
      for (int i = from; i < to; i++) {
        if (sums.hasWide(groups[i])) {
          long at = writer.append(sums.wideBytes(groups[i]));
          sums.writeWide(groups[i], writer.bytes(), at);
        } else {
          writer.appendNull();
        }
      }
      return writer.finish();
    }
  }
}
