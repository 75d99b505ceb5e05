package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.statement.StatementResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The rows of a result, which ends with them.
final class ClosingStream implements BatchStream {
  private final StatementResult result;
  private final Runnable whenClosed;

  ClosingStream(StatementResult result, Runnable whenClosed) {
    this.result = result;
    this.whenClosed = whenClosed;
  }

  @Override
  public @Nullable Batch poll() {
    return result.rows().poll();
  }

  @Override
  public boolean finished() {
    return result.rows().finished();
  }

  @Override
  public CompletableFuture<?> ready() {
    return result.rows().ready();
  }

  @Override
  public void close() {
    whenClosed.run();
    result.close();
  }
}
