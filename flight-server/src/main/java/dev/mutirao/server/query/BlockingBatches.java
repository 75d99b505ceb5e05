package dev.mutirao.server.query;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.exchange.BatchStream;
import org.jspecify.annotations.Nullable;

/// Reads a stream on a thread that may wait: a virtual thread, or a program's own.
public final class BlockingBatches implements AutoCloseable {
  private final BatchStream stream;

  /// Takes the stream over.
  public BlockingBatches(BatchStream stream) {
    this.stream = stream;
  }

  /// The next batch, owned by the caller; null at the end.
  ///
  /// @throws RuntimeException the producer's failure, as a MutiraoException where it was one
  /// @throws InterruptedException when the waiting thread is interrupted; the stream stays usable
  public @Nullable Batch next() throws InterruptedException {
    while (true) {
      var batch = stream.poll();
      if (batch != null) {
        return batch;
      }
      if (stream.finished()) {
        return null;
      }
      Await.completion(stream.ready());
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
