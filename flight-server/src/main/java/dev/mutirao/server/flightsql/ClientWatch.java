package dev.mutirao.server.flightsql;

import dev.mutirao.server.statement.StatementResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightProducer.CallContext;

/// Cancels an update whose client has gone: no stream of rows tells it.
final class ClientWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  private final CountDownLatch ended = new CountDownLatch(1);

  ClientWatch(CallContext context, StatementResult result) {
    Thread.ofVirtual().name("client-watch").start(() -> watch(context, result));
  }

  private void watch(CallContext context, StatementResult result) {
    try {
      while (!ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        if (context.isCancelled()) {
          result.cancel("its client");
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
