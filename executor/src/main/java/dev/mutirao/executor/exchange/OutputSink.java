package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;

/// Where a fragment ends: spreads batches over the task's output queues as its {@link Router} says,
/// small ones together. The queues outlive the sink.
public final class OutputSink implements Sink {
  private static final long ENOUGH_BYTES = 1L << 20;

  private final OutputBuffers buffers;
  private final Router router;
  private final int batchRows;
  private final BufferAllocator allocator;

  /// @param batchRows of a full batch
  /// @param allocator of the query's batches
  public OutputSink(
      OutputBuffers buffers, Router router, int batchRows, BufferAllocator allocator) {
    this.buffers = buffers;
    this.router = router;
    this.batchRows = batchRows;
    this.allocator = allocator;
  }

  @Override
  public Writer open() {
    return new Spreading(router.open());
  }

  @Override
  public void finish() {}

  private final class Spreading implements Writer {
    private final Router.Route route;
    private final SmallBatches small = new SmallBatches(batchRows / 2, ENOUGH_BYTES, allocator);

    Spreading(Router.Route route) {
      this.route = route;
    }

    @Override
    public void push(Batch batch) {
      small.add(batch, this::send);
    }

    @Override
    public void pause() {
      small.flush(this::send);
    }

    @Override
    public void finish() {
      small.flush(this::send);
    }

    private void send(Batch batch) {
      route.send(batch, buffers);
    }

    @Override
    public CompletableFuture<?> writable() {
      return buffers.writable();
    }

    @Override
    public boolean wantsMore() {
      return !buffers.abandoned();
    }

    @Override
    public void close() {
      small.close();
      route.close();
    }
  }
}
