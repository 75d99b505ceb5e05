package dev.mutirao.executor.sort;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the first `count` rows of the order. Each thread has a list of its own; the {@link
/// RowOrder#rank} of the worst row of any full list is shared, so that every thread drops what
/// cannot be among the first. 12 ns a row for the first 100 of three million (`benchmarks/run
/// SortRows`).
final class TopNSink implements Sink {
  private final SortState state;
  private final int count;
  private final AtomicLong worstRank = new AtomicLong(-1);

  TopNSink(SortState state, int count) {
    this.state = state;
    this.count = count;
  }

  @Override
  public Writer open() {
    return new TopNWriter(new TopNList(state, count, worstRank));
  }

  @Override
  public void finish() {}

  @Override
  public void close() {
    state.close();
  }

  private final class TopNWriter implements Writer {
    private final TopNList list;

    private TopNWriter(TopNList list) {
      this.list = list;
    }

    @Override
    public void push(Batch batch) {
      try (batch) {
        if (count > 0) {
          list.add(batch);
        }
      }
    }

    @Override
    public void finish() {
      list.moveTo(state);
    }

    @Override
    public boolean wantsMore() {
      return count > 0;
    }

    @Override
    public void close() {
      list.close();
    }
  }
}
