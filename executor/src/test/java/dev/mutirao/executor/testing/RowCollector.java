package dev.mutirao.executor.testing;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.pipeline.Sink;
import java.util.ArrayList;
import java.util.List;

/// Keeps rows as Java objects; rows of one thread in their order. Can want no more after a number
/// of rows.
public final class RowCollector implements Sink {
  private final List<List<Literal>> rows = new ArrayList<>(); // guarded by this
  private final int wanted;
  private int batches;

  public RowCollector() {
    this(Integer.MAX_VALUE);
  }

  public RowCollector(int wanted) {
    this.wanted = wanted;
  }

  public synchronized List<List<Literal>> rows() {
    return List.copyOf(rows);
  }

  public synchronized int batches() {
    return batches;
  }

  private synchronized void add(Batch batch) {
    batches++;
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(Cells.row(batch, row));
    }
  }

  @Override
  public Writer open() {
    return new Writer() {
      @Override
      public void push(Batch batch) {
        try (batch) {
          add(batch);
        }
      }

      @Override
      public boolean wantsMore() {
        synchronized (RowCollector.this) {
          return rows.size() < wanted;
        }
      }
    };
  }

  @Override
  public void finish() {}
}
