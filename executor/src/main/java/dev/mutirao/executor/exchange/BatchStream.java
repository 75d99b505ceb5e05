package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Batches of one producer on their way to one consumer. Used by one thread at a time; never waits.
public interface BatchStream extends AutoCloseable {
  /// The next batch, owned by the caller, or null when none is there now or none will come.
  ///
  /// @throws RuntimeException the producer's failure, as a MutiraoException where it was one
  @Nullable Batch poll();

  /// Whether the stream has ended well and every batch was taken.
  boolean finished();

  /// Completes when {@link #poll} is worth calling: a batch, the end or a failure.
  CompletableFuture<?> ready();

  /// Tells the producer that no more is wanted, and closes what is queued.
  @Override
  void close();
}
