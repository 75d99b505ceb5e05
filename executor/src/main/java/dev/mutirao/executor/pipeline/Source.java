package dev.mutirao.executor.pipeline;

import dev.mutirao.connectors.batch.Batch;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where the batches of a pipeline come from. Shared by the pipeline's threads, each of which reads
/// through a {@link Reader} of its own.
public interface Source extends AutoCloseable {
  /// A new reader; thread-safe.
  Reader open();

  /// How many readers can be of use at once; at least 1.
  default int maxReaders() {
    return Integer.MAX_VALUE;
  }

  /// Called once when no reader is open any more, also after a failure.
  @Override
  default void close() {}

  /// One thread's view of a source. Never waits: the runner does.
  interface Reader extends AutoCloseable {
    CompletableFuture<Void> READY = CompletableFuture.completedFuture(null);

    /// The next batch, owned by the caller; null when there is none now ({@link #ready} tells when
    /// to ask again) or never again ({@link #finished}).
    @Nullable Batch next();

    /// Whether {@link #next} will never give a batch again.
    boolean finished();

    /// Completes when {@link #next} is worth calling; asked after it gave null without being
    /// finished.
    default CompletableFuture<?> ready() {
      return READY;
    }

    @Override
    void close();
  }
}
