package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.arrow.ArrowOutput;
import dev.mutirao.server.rpc.FlightErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Sends one stream of batches into one Flight stream. The call's own thread only sets it up:
/// Flight tells that a stream is ready for more on that thread, so whoever waits there waits for
/// ever.
final class Outlet {
  private final CompletableFuture<StreamServer.Outgoing> outgoing;
  private final ServerStreamListener listener;
  private final BufferAllocator allocator;
  private final NetworkMeter meter;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final Object readiness = new Object();

  Outlet(
      CompletableFuture<StreamServer.Outgoing> outgoing,
      ServerStreamListener listener,
      BufferAllocator allocator,
      NetworkMeter meter) {
    this.outgoing = outgoing;
    this.listener = listener;
    this.allocator = allocator;
    this.meter = meter;
  }

  void start(Runnable whenOver) {
    listener.setOnCancelHandler(this::stop);
    listener.setOnReadyHandler(this::readinessChanged);
    listener.setUseZeroCopy(true);
    var unused = over.thenRun(whenOver);
    Thread.ofVirtual().name("exchange-sender").start(this::run);
  }

  void stop() {
    stopped.complete(null);
    readinessChanged();
  }

  CompletableFuture<?> stopped() {
    return stopped;
  }

  void join() {
    over.join();
  }

  private void run() {
    try {
      CompletableFuture.anyOf(outgoing, stopped).get();
      if (!stopped.isDone()) {
        send(outgoing.get());
      }
      if (stopped.isDone()) {
        fail(new InterruptedException());
      }
    } catch (ExecutionException e) {
      fail(e.getCause());
    } catch (InterruptedException | RuntimeException | Error e) {
      fail(e);
    } finally {
      var unused = outgoing.thenAccept(found -> found.batches().close());
      over.complete(null);
    }
  }

  private void send(StreamServer.Outgoing found) throws InterruptedException, ExecutionException {
    try (var output = new ArrowOutput(found.form(), found.schema(), allocator)) {
      listener.start(output.root());
      while (loadNext(found.batches(), output)) {
        listener.putNext();
      }
      if (!stopped.isDone()) {
        listener.completed();
      }
    }
  }

  /// Loads the next batch once the stream is ready for it; false when none is to be sent.
  private boolean loadNext(BatchStream batches, ArrowOutput output)
      throws InterruptedException, ExecutionException {
    try (var batch = next(batches)) {
      if (batch == null) {
        return false;
      }
      waitUntilReady();
      output.load(batch);
      meter.sent(batch.sizeInBytes());
      return !stopped.isDone();
    }
  }

  /// The next batch, or null at the end and when the consumer is gone.
  private @Nullable Batch next(BatchStream batches)
      throws InterruptedException, ExecutionException {
    while (!stopped.isDone()) {
      var batch = batches.poll();
      if (batch != null || batches.finished()) {
        return batch;
      }
      CompletableFuture.anyOf(batches.ready().handle((value, failure) -> null), stopped).get();
    }
    return null;
  }

  private void waitUntilReady() throws InterruptedException {
    synchronized (readiness) {
      while (!listener.isReady() && !stopped.isDone()) {
        readiness.wait();
      }
    }
  }

  private void readinessChanged() {
    synchronized (readiness) {
      readiness.notifyAll();
    }
  }

  private void fail(Throwable cause) {
    if (listener.isCancelled()) {
      return;
    }
    listener.error(
        cause instanceof InterruptedException
            ? CallStatus.UNAVAILABLE.withDescription("the executor stops").toRuntimeException()
            : FlightErrors.toFlight(cause));
  }
}
