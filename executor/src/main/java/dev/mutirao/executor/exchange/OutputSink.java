package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import java.util.concurrent.CompletableFuture;

/// Where a fragment ends: spreads batches over the task's output queues as its {@link Router} says.
/// The queues outlive the sink.
public final class OutputSink implements Sink {
  private final OutputBuffers buffers;
  private final Router router;

  public OutputSink(OutputBuffers buffers, Router router) {
    this.buffers = buffers;
    this.router = router;
  }

  @Override
  public Writer open() {
    return new Spreading(router.open());
  }

  @Override
  public void finish() {}

  private final class Spreading implements Writer {
    private final Router.Route route;

    Spreading(Router.Route route) {
      this.route = route;
    }

    @Override
    public void push(Batch batch) {
      route.send(batch, buffers);
    }

    @Override
    public void finish() {
      route.flush(buffers);
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
      route.close();
    }
  }
}
