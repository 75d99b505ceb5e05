package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.exchange.BatchStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Batches of a stream, for tests that wait for them.
final class Received {
  private static final long PATIENCE_SECONDS = 60;

  private Received() {}

  /// The next batch as it comes, or null at the end.
  static @Nullable Batch next(BatchStream stream) throws Exception {
    while (!stream.finished()) {
      var batch = stream.poll();
      if (batch != null) {
        return batch;
      }
      stream.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return null;
  }
}
