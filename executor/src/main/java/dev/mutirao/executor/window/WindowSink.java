package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.store.RowStore;
import org.jspecify.annotations.Nullable;

/// Keeps all rows, each in the part of its partition.
final class WindowSink implements Sink {
  private final WindowState state;

  WindowSink(WindowState state) {
    this.state = state;
  }

  @Override
  public Writer open() {
    return state.layout().partitionBy().isEmpty()
        ? new OnePartWriter(state.onlyPart())
        : new PartsWriter(state);
  }

  @Override
  public void finish() {
    state.begin();
  }

  @Override
  public void close() {
    state.close();
  }

  /// Without PARTITION BY each thread sorts its own rows when its input has ended.
  private static final class OnePartWriter implements Writer {
    private final WindowPart part;
    private final RowStore.Appender rows;

    OnePartWriter(WindowPart part) {
      this.part = part;
      this.rows = part.store().open();
    }

    @Override
    public void push(Batch batch) {
      try (batch) {
        rows.append(batch);
      }
    }

    @Override
    public void finish() {
      part.sortAhead(rows.finish());
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /// Keeps its rows together while they are few.
  private static final class PartsWriter implements Writer {
    private final WindowState state;
    private final RowStore few;
    private final RowStore.Appender fewRows;
    private int count;
    private @Nullable DealtRows dealt;

    PartsWriter(WindowState state) {
      this.state = state;
      this.few = new RowStore(state.layout().input(), state.allocator());
      this.fewRows = few.open();
    }

    @Override
    public void push(Batch batch) {
      try (batch) {
        if (dealt != null) {
          dealt.add(batch);
          return;
        }
        fewRows.append(batch);
        count += batch.rows();
        if (count > WindowState.FEW_ROWS) {
          deal();
        }
      }
    }

    private void deal() {
      fewRows.finish();
      var parts = state.deal();
      dealt = parts;
      WindowState.addAll(few, parts);
    }

    @Override
    public void finish() {
      if (dealt != null) {
        dealt.finish();
      } else {
        fewRows.finish();
        var rows = new RowStore(state.layout().input(), state.allocator());
        rows.take(few);
        state.addUndealt(rows);
      }
    }

    @Override
    public void close() {
      fewRows.close();
      few.close();
      if (dealt != null) {
        dealt.close();
      }
    }
  }
}
