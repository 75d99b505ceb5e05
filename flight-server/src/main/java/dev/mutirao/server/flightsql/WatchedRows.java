package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.jspecify.annotations.Nullable;

/// The rows of an update. A client that goes away meanwhile, which no stream of rows would tell,
/// cancels it.
final class WatchedRows implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  private final BlockingBatches batches;
  private final CountDownLatch ended = new CountDownLatch(1);

  WatchedRows(CallContext context, StatementResult result) {
    this.batches = new BlockingBatches(result.rows());
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

  /// The next batch, owned by the caller; null at the end.
  @Nullable Batch next() throws InterruptedException {
    return batches.next();
  }

  @Override
  public void close() {
    ended.countDown();
    batches.close();
  }
}
