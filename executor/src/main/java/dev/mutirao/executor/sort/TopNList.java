package dev.mutirao.executor.sort;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The first `count` rows seen by one thread: the best so far, in order, and candidates that came
/// after them. When candidates pile up, both are sorted and cut.
final class TopNList implements AutoCloseable {
  private final Schema schema;
  private final List<SortKey> keys;
  private final BufferAllocator allocator;
  private final int count;
  private final AtomicLong worstRank;
  private final int tolerated;

  private @Nullable Batch best; // rows in order
  private RowStore candidates;
  private RowStore.Appender appender;
  private int pending;

  TopNList(SortState state, int count, AtomicLong worstRank) {
    this.schema = state.store().schema();
    this.keys = state.keys();
    this.allocator = state.allocator();
    this.count = count;
    this.worstRank = worstRank;
    this.tolerated = Math.max(count, Batch.TARGET_ROWS);
    this.candidates = new RowStore(schema, allocator);
    this.appender = candidates.open();
  }

  /// Copies what can be among the first rows; the batch stays the caller's.
  void add(Batch batch) {
    var ids = new int[batch.rows()];
    int kept = select(batch, ids);
    if (kept == batch.rows()) {
      appender.append(batch);
    } else if (kept > 0) {
      try (var selected = RowGather.batch(ChunkedColumn.of(schema, batch), ids, kept, allocator)) {
        appender.append(selected);
      }
    }
    pending += kept;
    if (pending > tolerated) {
      cut();
    }
  }

  private int select(Batch batch, int[] ids) {
    long bound = worstRank.get();
    var full = best;
    boolean isFull = full != null && full.rows() == count;
    var order =
        full != null && isFull
            ? RowOrder.of(keys, ChunkedColumn.of(schema, batch, full))
            : RowOrder.of(keys, ChunkedColumn.of(schema, batch));
    int worst = RowId.of(1, count - 1);
    int kept = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int compared = Long.compareUnsigned(order.rank(row), bound);
      ids[kept] = row;
      if (compared < 0 || compared == 0 && (!isFull || order.compare(row, worst) < 0)) {
        kept++;
      }
    }
    return kept;
  }

  private void cut() {
    appender.finish();
    appender.close();
    if (best != null) {
      candidates.add(best);
      best = null;
    }
    try {
      best = sorted();
    } finally {
      candidates.close();
      candidates = new RowStore(schema, allocator);
      appender = candidates.open();
      pending = 0;
    }
    if (best.rows() == count && count > 0) {
      long rank = RowOrder.of(keys, ChunkedColumn.of(schema, best)).rank(count - 1);
      worstRank.accumulateAndGet(
          rank, (left, right) -> Long.compareUnsigned(left, right) < 0 ? left : right);
    }
  }

  private Batch sorted() {
    int rows = Math.toIntExact(candidates.rows());
    try (var buffer = allocator.buffer(4L * rows)) {
      var ids = Memory.segment(buffer);
      int at = 0;
      for (int chunk = 0; chunk < candidates.chunks(); chunk++) {
        for (int row = 0; row < candidates.rows(chunk); row++) {
          ids.set(INT, 4L * at++, RowId.of(chunk, row));
        }
      }
      var columns = candidates.columns();
      RowSorter.sort(RowOrder.of(keys, columns), ids, rows, allocator);
      var first = new int[Math.min(rows, count)];
      for (int i = 0; i < first.length; i++) {
        first[i] = ids.get(INT, 4L * i);
      }
      return RowGather.batch(columns, first, first.length, allocator);
    }
  }

  /// Hands the first rows over as a run of the sort.
  void moveTo(SortState state) {
    cut();
    var rows = best;
    if (rows != null && rows.rows() > 0) {
      best = null;
      state.addRun(List.of(state.store().add(rows)));
    }
  }

  @Override
  public void close() {
    appender.close();
    candidates.close();
    if (best != null) {
      best.close();
      best = null;
    }
  }
}
