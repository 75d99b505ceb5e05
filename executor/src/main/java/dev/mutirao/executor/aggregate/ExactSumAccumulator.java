package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.VARBINARY;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// SUM and AVG of REAL and DOUBLE. State: the count, three doubles, and the bytes of what three
/// doubles cannot hold (NULL for most groups); the sum is that of all four.
final class ExactSumAccumulator implements Accumulator {
  private final ExactSums sums;
  private final Vectors vectors = new Vectors();

  ExactSumAccumulator(BufferAllocator state) {
    sums = new ExactSums(state);
  }

  @Override
  public void grow(int groups) {
    sums.grow(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var values = vectors.doubles(arguments[0], rows);
    if (rows.single()) {
      sums.addToFirst(values, rows.count());
    } else {
      sums.add(rows.groups(), values, rows.count());
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var counts = state[0].values();
    var high = state[1].values();
    var middle = state[2].values();
    var low = state[3].values();
    var wide = state[4];
    sums.prepareMerge(vectors.doubles(state[1], rows), rows.count());
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

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    try (var counts = new FixedColumnWriter(allocator, BIGINT, to - from)) {
      for (int i = from; i < to; i++) {
        counts.set(i - from, sums.count(groups[i]));
      }
      output.add(counts.finish());
    }
    for (int bin = 0; bin < 3; bin++) {
      try (var bins = new FixedColumnWriter(allocator, Type.Simple.DOUBLE, to - from)) {
        for (int i = from; i < to; i++) {
          bins.cells().set(DOUBLE, (long) (i - from) << 3, sums.bin(groups[i], bin));
        }
        output.add(bins.finish());
      }
    }
    output.add(wide(groups, from, to, allocator));
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    boolean average = call.function().equals("avg");
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        int group = groups[i];
        long count = sums.count(group);
        if (count == 0) {
          results.setNull(i - from);
        } else if (call.type().layout() == Layout.FLOAT32) {
          results.cells().set(FLOAT, (long) (i - from) << 2, sums.toFloat(group));
        } else {
          double sum = sums.toDouble(group);
          results.cells().set(DOUBLE, (long) (i - from) << 3, average ? sum / count : sum);
        }
      }
      output.add(results.finish());
    }
  }

  @Override
  public void clear(int groups) {
    sums.clear(groups);
  }

  @Override
  public long sizeInBytes() {
    return sums.sizeInBytes();
  }

  @Override
  public void close() {
    sums.close();
  }

  private Column wide(int[] groups, int from, int to, BufferAllocator allocator) {
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
