package dev.mutirao.executor.pipeline;

import dev.mutirao.connectors.batch.Batch;
import java.util.concurrent.CompletableFuture;

/// Where a pipeline ends: a pipeline breaker's state, an exchange, a result. Each thread pushes
/// into a {@link Writer} of its own; {@link #finish} combines once.
public interface Sink extends AutoCloseable {
  /// A new writer for one thread. All writers are opened before the first batch is pushed.
  Writer open();

  /// Called once on one thread after every writer has finished. Makes the results visible to what
  /// reads them.
  void finish();

  /// Releases what the sink holds and nobody took over, also after a failure. Called exactly once,
  /// after every writer is closed and, for a breaker, after its readers are.
  @Override
  default void close() {}

  /// One thread's side of a sink. Never waits: the runner stops pushing while {@link #writable} is
  /// incomplete.
  interface Writer extends AutoCloseable {
    CompletableFuture<Void> WRITABLE = CompletableFuture.completedFuture(null);

    /// Takes the batch over. Accepts it even when not writable (what an operator makes of one input
    /// batch is not cut).
    void push(Batch batch);

    /// Nothing may come for a while: what is held back to be worth its way goes on. Called between
    /// two batches, at the latest some 10 ms after the last time.
    default void pause() {}

    /// This thread's input has ended.
    default void finish() {}

    /// Complete while more input is welcome.
    default CompletableFuture<?> writable() {
      return WRITABLE;
    }

    /// False once more input cannot change the result.
    default boolean wantsMore() {
      return true;
    }

    @Override
    default void close() {}
  }
}
