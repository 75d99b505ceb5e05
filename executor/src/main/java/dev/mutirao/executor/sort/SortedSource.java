package dev.mutirao.executor.sort;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Gives the rows `offset` to `offset + limit` of a sort, in order.
final class SortedSource implements Source {
  private final SortState state;
  private final long offset;
  private final long limit;
  private final BufferAllocator batches;
  private final int batchRows;

  SortedSource(SortState state, long offset, long limit, BufferAllocator batches, int batchRows) {
    this.state = state;
    this.offset = offset;
    this.limit = limit;
    this.batches = batches;
    this.batchRows = batchRows;
  }

  @Override
  public Reader open() {
    return new SortedReader();
  }

  @Override
  public int maxReaders() {
    return 1;
  }

  @Override
  public void close() {
    state.close();
  }

  private final class SortedReader implements Reader {
    private final RunMerge merge = state.merge();
    private final List<ChunkedColumn> columns = state.store().columns();
    private final int[] ids = new int[batchRows];
    private long toSkip = offset;
    private long left = limit;
    private boolean finished = limit == 0;

    @Override
    public @Nullable Batch next() {
      while (!finished && toSkip > 0) {
        int skipped = merge.next(ids, (int) Math.min(batchRows, toSkip));
        toSkip -= skipped;
        finished = skipped == 0;
      }
      int count = finished ? 0 : merge.next(ids, (int) Math.min(batchRows, left));
      left -= count;
      finished = count == 0 || left == 0;
      return count == 0 ? null : RowGather.batch(columns, ids, count, batches);
    }

    @Override
    public boolean finished() {
      return finished;
    }

    @Override
    public void close() {}
  }
}
