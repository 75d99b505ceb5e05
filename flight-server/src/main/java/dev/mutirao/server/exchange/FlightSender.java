package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.server.arrow.BatchOutput;
import dev.mutirao.server.rpc.FlightErrors;
import dev.mutirao.server.scheduler.Failure;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.BufferAllocator;

/// Sends batches into one Flight stream. The call's own thread only sets it up: Flight tells that a
/// stream is ready for more on that thread, so whoever waits there waits for ever.
final class FlightSender extends Sender {
  private final CompletableFuture<StreamServer.Outgoing> outgoing;
  private final ServerStreamListener listener;
  private final BufferAllocator allocator;
  private final Object readiness = new Object();

  /// What the reader is told when there is no heap for the reason; made while there is.
  private final FlightRuntimeException untold =
      FlightErrors.toFlight(
          EngineErrors.internal("a stream ended, and the reason could not be told", null));

  FlightSender(
      CompletableFuture<StreamServer.Outgoing> outgoing,
      ServerStreamListener listener,
      BufferAllocator allocator,
      NetworkMeter meter) {
    super(outgoing.thenApply(StreamServer.Outgoing::batches), allocator, meter);
    this.outgoing = outgoing;
    this.listener = listener;
    this.allocator = allocator;
  }

  @Override
  void start(Runnable whenOver) {
    listener.setOnCancelHandler(this::stop);
    listener.setOnReadyHandler(this::readinessChanged);
    listener.setUseZeroCopy(true);
    super.start(whenOver);
  }

  @Override
  public void stop() {
    super.stop();
    readinessChanged();
  }

  @Override
  Line open() {
    var output = outgoing.join().output(allocator);
    try {
      listener.start(output.root());
    } catch (RuntimeException | Error failure) {
      output.close();
      throw failure;
    }
    return new FlightLine(output);
  }

  @Override
  void fail(Failure failure) {
    if (listener.isCancelled()) {
      return;
    }
    var told = untold;
    try {
      told = FlightErrors.toFlight(failure.exception());
    } finally {
      listener.error(told);
    }
  }

  @Override
  void cut() {
    if (!listener.isCancelled()) {
      listener.error(
          CallStatus.UNAVAILABLE.withDescription("the executor stops").toRuntimeException());
    }
  }

  private void readinessChanged() {
    synchronized (readiness) {
      readiness.notifyAll();
    }
  }

  /// The Flight stream, which shows one batch after the other.
  private final class FlightLine implements Line {
    private final BatchOutput output;

    private FlightLine(BatchOutput output) {
      this.output = output;
    }

    @Override
    public void awaitRoom() throws InterruptedException {
      synchronized (readiness) {
        while (!listener.isReady() && !stopped().isDone()) {
          readiness.wait();
        }
      }
    }

    @Override
    public long send(Batch batch) {
      try (batch) {
        output.load(batch);
      }
      listener.putNext();
      return output.sizeInBytes();
    }

    @Override
    public void complete() {
      listener.completed();
    }

    @Override
    public void close() {
      output.close();
    }
  }
}
