package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// COUNT. State: the count.
final class CountAccumulator implements Accumulator {
  private final StateArray counts;

  CountAccumulator(BufferAllocator state) {
    counts = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    counts.reserve((long) groups << 3);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var memory = counts.segment();
    if (rows.single()) {
      memory.set(LONG, 0, memory.get(LONG, 0) + rows.count());
      return;
    }
    var groups = rows.groups();
    for (int i = 0, count = rows.count(); i < count; i++) {
      long at = (long) groups[i] << 3;
      memory.set(LONG, at, memory.get(LONG, at) + 1);
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var memory = counts.segment();
    var others = state[0].values();
    for (int i = 0; i < rows.count(); i++) {
      long at = (long) rows.groups()[i] << 3;
      memory.set(LONG, at, memory.get(LONG, at) + others.get(LONG, (long) rows.row(i) << 3));
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    try (var results = new FixedColumnWriter(allocator, Type.Simple.BIGINT, to - from)) {
      MemorySegment cells = results.cells();
      for (int i = from; i < to; i++) {
        cells.set(LONG, (long) (i - from) << 3, counts.segment().get(LONG, (long) groups[i] << 3));
      }
      output.add(results.finish());
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    writeState(groups, from, to, allocator, output);
  }

  @Override
  public void clear(int groups) {
    counts.zero((long) groups << 3);
  }

  @Override
  public long sizeInBytes() {
    return counts.sizeInBytes();
  }

  @Override
  public void close() {
    counts.close();
  }
}
