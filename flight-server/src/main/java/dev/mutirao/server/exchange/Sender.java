package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.SmallBatches;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.server.scheduler.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/// Sends one stream of batches to another process, on a thread of its own, and closes it.
///
/// A message to another process costs some 50 to 400 µs of both ends besides its bytes, and more
/// while their code is not compiled yet: batches that come within a moment share one.
abstract class Sender {
  private static final int MESSAGE_ROWS = 2 * Batch.TARGET_ROWS;
  private static final long MESSAGE_BYTES = 256 << 10;

  private static final String NAME = "Exchange";

  /// How long a small batch waits for others.
  private static final long LINGER_NANOS = 5_000_000;

  /// What the reader is told when there is no heap for the reason; made while there is.
  private static final Failure UNTOLD =
      Failure.of(EngineErrors.internal("a stream ended, and the reason could not be told", null));

  private final CompletableFuture<? extends BatchStream> batches;
  private final BufferAllocator allocator;
  private final NetworkMeter meter;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /// @param batches may come to be only later
  /// @param allocator under the same root allocator as the batches
  Sender(
      CompletableFuture<? extends BatchStream> batches,
      BufferAllocator allocator,
      NetworkMeter meter) {
    this.batches = batches;
    this.allocator = allocator;
    this.meter = meter;
  }

  /// Opens the way to the reader, once there is something to send.
  abstract Line open() throws IOException;

  /// Tells the reader why no more comes.
  abstract void fail(Failure failure);

  /// Tells the reader, if it is still there, that this process stops.
  abstract void cut();

  void start(Runnable whenOver) {
    var unused = over.thenRun(whenOver);
    Thread.ofVirtual().name("exchange-sender").start(this::run);
  }

  /// Ends the stream before its end, for nobody wants more or this process stops.
  public void stop() {
    stopped.complete(null);
  }

  /// Completes when nobody wants the stream any more.
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  /// Waits until nothing is sent any more.
  public void join() {
    over.join();
  }

  private void run() {
    try {
      CompletableFuture.anyOf(batches, stopped).get();
      if (!stopped.isDone()) {
        send(batches.get());
      }
      if (stopped.isDone()) {
        cut();
      }
    } catch (InterruptedException e) {
      cut();
    } catch (ExecutionException e) {
      tell(e.getCause());
    } catch (IOException | UncheckedIOException hungUp) {
      cut();
    } catch (RuntimeException | Error e) {
      tell(e);
    } finally {
      try {
        var unused = batches.thenAccept(BatchStream::close);
      } finally {
        over.complete(null);
      }
    }
  }

  private void send(BatchStream from) throws IOException, InterruptedException, ExecutionException {
    try (var line = open();
        var message = new SmallBatches(MESSAGE_ROWS, MESSAGE_BYTES, allocator)) {
      long heldSince = 0;
      while (true) {
        line.awaitRoom();
        if (stopped.isDone()) {
          return;
        }
        boolean held = !message.isEmpty();
        var batch = from.poll();
        if (batch != null) {
          heldSince = held ? heldSince : System.nanoTime();
          message.add(batch, whole -> meter.sent(line.send(whole)));
        } else if (from.finished()) {
          break;
        } else if (!held) {
          news(from).get();
        } else if (!comes(from, heldSince + LINGER_NANOS - System.nanoTime())) {
          message.flush(whole -> meter.sent(line.send(whole)));
        }
      }
      message.flush(whole -> meter.sent(line.send(whole)));
      line.complete();
    }
  }

  /// Whether more can be taken, or the stream ends, within so long.
  private boolean comes(BatchStream from, long nanos)
      throws InterruptedException, ExecutionException {
    try {
      news(from).get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException nothing) {
      return false;
    }
  }

  private CompletableFuture<?> news(BatchStream from) {
    return CompletableFuture.anyOf(from.ready().handle((value, failure) -> null), stopped);
  }

  /// The reader waits for the reason: it is told something in any case.
  private void tell(Throwable cause) {
    var told = UNTOLD;
    try {
      told = told(cause);
    } finally {
      fail(told);
    }
  }

  private Failure told(Throwable cause) {
    return Failure.of(
        switch (cause) {
          case OutOfMemoryException noRoom -> new MemoryReport(allocator).ranOut(NAME, noRoom);
          case OutOfMemoryError noHeap -> MemoryReport.ranOut(NAME, noHeap);
          default -> cause;
        });
  }
}
