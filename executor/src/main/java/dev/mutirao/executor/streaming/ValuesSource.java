package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Gives constant rows, in batches that the readers take in turn.
public final class ValuesSource implements Source {
  private final PlanNode.Values node;
  private final BufferAllocator batches;
  private final int batchRows;
  private final AtomicInteger taken = new AtomicInteger();

  public ValuesSource(PlanNode.Values node, BufferAllocator batches, int batchRows) {
    this.node = node;
    this.batches = batches;
    this.batchRows = batchRows;
  }

  @Override
  public int maxReaders() {
    return Math.max(1, (node.rows().size() + batchRows - 1) / batchRows);
  }

  @Override
  public Reader open() {
    return new Reader() {
      @Override
      public @Nullable Batch next() {
        int from = taken.getAndUpdate(row -> Math.min(node.rows().size(), row + batchRows));
        int to = Math.min(node.rows().size(), from + batchRows);
        return from == to ? null : batch(node.rows().subList(from, to));
      }

      @Override
      public boolean finished() {
        return taken.get() == node.rows().size();
      }

      @Override
      public void close() {}
    };
  }

  private Batch batch(List<PlanNode.Row> rows) {
    var columns = new ArrayList<Column>(node.output().size());
    try {
      for (int index = 0; index < node.output().size(); index++) {
        try (var builder = new ColumnBuilder(node.output().type(index), rows.size(), batches)) {
          for (var row : rows) {
            builder.append(row.values().get(index));
          }
          columns.add(builder.build());
        }
      }
      return new Batch(rows.size(), columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }
}
