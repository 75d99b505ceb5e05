package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.aggregate.ColumnList;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Gives the rows of one part in order, with the results of all calls. Used by one thread.
final class PartEvaluation implements AutoCloseable {
  private final OrderedRows rows;
  private final PartMemory memory;
  private final BufferAllocator output;
  private final PositionBatch batch;
  private final Functions functions;
  private final List<ChunkedColumn> kept;
  private final int[] ids;

  PartEvaluation(WindowLayout layout, WindowPart part, OperatorMemory memory, int batchRows) {
    this.rows = new OrderedRows(layout, part, memory.state());
    this.memory = new PartMemory(memory.state());
    this.output = memory.batches();
    this.kept = layout.kept().stream().map(rows::column).toList();
    try {
      int size = Math.min(batchRows, rows.count());
      this.batch = new PositionBatch(rows, layout.needsPeers(), size);
      this.ids = new int[size];
      this.functions = new Functions(layout, rows, this.memory, size);
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /// The next rows; null when there are no more.
  @Nullable Batch next() {
    if (!batch.next()) {
      return null;
    }
    int count = batch.count();
    for (int i = 0; i < count; i++) {
      ids[i] = rows.id(batch.from() + i);
    }
    try (var columns = new ColumnList()) {
      for (var column : RowGather.columns(kept, ids, count, output)) {
        columns.add(column);
      }
      functions.evaluate(batch, output, columns);
      return columns.toBatch(count);
    }
  }

  @Override
  public void close() {
    memory.close();
    rows.close();
  }
}
