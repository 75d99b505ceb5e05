package dev.mutirao.executor.sort;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.store.RowStore;

/// Keeps all rows; each thread sorts its own when its input has ended.
final class SortSink implements Sink {
  private final SortState state;

  SortSink(SortState state) {
    this.state = state;
  }

  @Override
  public Writer open() {
    return new SortWriter(state);
  }

  @Override
  public void finish() {}

  @Override
  public void close() {
    state.close();
  }

  private static final class SortWriter implements Writer {
    private final SortState state;
    private final RowStore.Appender rows;

    private SortWriter(SortState state) {
      this.state = state;
      this.rows = state.store().open();
    }

    @Override
    public void push(Batch batch) {
      try (batch) {
        rows.append(batch);
      }
    }

    @Override
    public void finish() {
      state.addRun(rows.finish());
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
