package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.SmallBatches;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.server.arrow.BatchOutput;
import dev.mutirao.server.rpc.FlightErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/// Sends one stream of batches into one Flight stream. The call's own thread only sets it up:
/// Flight tells that a stream is ready for more on that thread, so whoever waits there waits for
/// ever.
///
/// A message to another process costs some 100 to 400 µs of both ends besides its bytes, and more
/// while their code is not compiled yet: batches that come within a moment share one.
final class Outlet {
  private static final int MESSAGE_ROWS = 2 * Batch.TARGET_ROWS;
  private static final long MESSAGE_BYTES = 256 << 10;

  private static final String NAME = "Exchange";

  /// How long a small batch waits for others.
  private static final long LINGER_NANOS = 5_000_000;

  private final CompletableFuture<StreamServer.Outgoing> outgoing;
  private final ServerStreamListener listener;
  private final BufferAllocator allocator;
  private final NetworkMeter meter;

  /// What the consumer is told when there is no heap for the reason; made while there is.
  private final FlightRuntimeException untold =
      FlightErrors.toFlight(
          EngineErrors.internal("a stream ended, and the reason could not be told", null));

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
    var batches = found.batches();
    try (var output = found.output(allocator);
        var message = new SmallBatches(MESSAGE_ROWS, MESSAGE_BYTES, allocator)) {
      listener.start(output.root());
      long heldSince = 0;
      while (true) {
        waitUntilReady();
        if (stopped.isDone()) {
          return;
        }
        boolean held = !message.isEmpty();
        var batch = batches.poll();
        if (batch != null) {
          heldSince = held ? heldSince : System.nanoTime();
          message.add(batch, whole -> put(whole, output));
        } else if (batches.finished()) {
          break;
        } else if (!held) {
          news(batches).get();
        } else if (!comes(batches, heldSince + LINGER_NANOS - System.nanoTime())) {
          message.flush(whole -> put(whole, output));
        }
      }
      message.flush(whole -> put(whole, output));
      listener.completed();
    }
  }

  private void put(Batch batch, BatchOutput output) {
    try (batch) {
      output.load(batch);
      meter.sent(output.sizeInBytes());
    }
    listener.putNext();
  }

  /// Whether more can be taken, or the stream ends, within so long.
  private boolean comes(BatchStream batches, long nanos)
      throws InterruptedException, ExecutionException {
    try {
      news(batches).get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException nothing) {
      return false;
    }
  }

  private CompletableFuture<?> news(BatchStream batches) {
    return CompletableFuture.anyOf(batches.ready().handle((value, failure) -> null), stopped);
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
    var told = untold;
    try {
      told = told(cause);
    } finally {
      listener.error(told); // the consumer waits for it
    }
  }

  private FlightRuntimeException told(Throwable cause) {
    return switch (cause) {
      case InterruptedException stopped ->
          CallStatus.UNAVAILABLE.withDescription("the executor stops").toRuntimeException();
      case OutOfMemoryException noRoom ->
          FlightErrors.toFlight(new MemoryReport(allocator).ranOut(NAME, noRoom));
      case OutOfMemoryError noHeap -> FlightErrors.toFlight(MemoryReport.ranOut(NAME, noHeap));
      default -> FlightErrors.toFlight(cause);
    };
  }
}
