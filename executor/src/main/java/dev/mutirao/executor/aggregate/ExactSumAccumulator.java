package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.type.Type.Simple.BIGINT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// SUM and AVG of REAL and DOUBLE. State: the count, then {@link ExactSumColumns}.
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
    ExactSumColumns.merge(sums, rows, state[0].values(), state, 1, vectors);
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
    ExactSumColumns.write(sums, groups, from, to, allocator, output);
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
}
