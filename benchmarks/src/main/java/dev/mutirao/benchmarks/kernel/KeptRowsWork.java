package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/// Rows of a million that a join or a sort keeps, fetched in random order: the memory is larger
/// than the second-level cache.
final class KeptRowsWork implements KernelWork {
  private static final int ROWS = Batch.TARGET_ROWS;
  private static final int KEPT = 128 * ROWS;

  private final RootAllocator allocator = new RootAllocator();
  private final RowStore store;
  private final ChunkedColumn column;
  private final int[] order = ColumnWork.shuffled(KEPT);
  private final int[] ids = new int[ROWS];
  private int next;

  KeptRowsWork(ColumnWork.Values values) {
    store = new RowStore(Schema.of(Field.of("value", values.type())), allocator);
    try (var appender = store.open()) {
      for (int row = 0; row < KEPT; row += ROWS) {
        try (var batch = new Batch(ROWS, values.column(row, row + ROWS, allocator))) {
          appender.append(batch);
        }
      }
      appender.finish();
    }
    column = store.column(0);
    var rows = IntStream.range(0, KEPT).map(KeptRowsWork::id).toArray();
    try (var all = RowGather.column(column, rows, KEPT, allocator)) {
      for (int row = 0; row < KEPT; row++) {
        KernelWork.check("row " + row, Cells.literal(all, row), values.of(row));
      }
    }
  }

  private static int id(int row) {
    return RowId.of(row / RowId.CHUNK_ROWS, row % RowId.CHUNK_ROWS);
  }

  @Override
  public int run() {
    for (int i = 0; i < ROWS; i++) {
      ids[i] = id(order[next + i]);
    }
    next = (next + ROWS) % KEPT;
    try (var result = RowGather.column(column, ids, ROWS, allocator)) {
      return result.rows();
    }
  }

  @Override
  public void close() {
    store.close();
    allocator.close();
  }
}
