package dev.mutirao.server.statement;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.PlanNode;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Rows that are known already, as a stream of batches.
final class LiteralRows implements BatchStream {
  private final PlanNode.Values values;
  private final BufferAllocator allocator;
  private int given;

  LiteralRows(PlanNode.Values values, BufferAllocator allocator) {
    this.values = values;
    this.allocator = allocator;
  }

  @Override
  public @Nullable Batch poll() {
    int from = given;
    int rows = Math.min(Batch.TARGET_ROWS, values.rows().size() - from);
    if (rows == 0) {
      return null;
    }
    given += rows;
    var columns = new Column[values.output().size()];
    int done = 0;
    try {
      for (; done < columns.length; done++) {
        columns[done] = column(done, from, rows);
      }
      return new Batch(rows, columns);
    } finally {
      for (int i = 0; done < columns.length && i < done; i++) {
        columns[i].close();
      }
    }
  }

  private Column column(int index, int from, int rows) {
    try (var builder = new ColumnBuilder(values.output().type(index), rows, allocator)) {
      for (int row = from; row < from + rows; row++) {
        builder.append(values.rows().get(row).values().get(index));
      }
      return builder.build();
    }
  }

  @Override
  public boolean finished() {
    return given == values.rows().size();
  }

  @Override
  public CompletableFuture<?> ready() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    given = values.rows().size();
  }
}
