package dev.mutirao.planner.expression;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.memory.AbandonedThreads;
import dev.mutirao.executor.userfunction.Rehearsal;
import dev.mutirao.executor.userfunction.Runaway;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A thread of its own for a constant that a function of a user computes, which may never return,
/// where planning cannot be cancelled. When it takes too long, nobody waits for it any more, and
/// the thread is interrupted; when that does not help either, the log says so.
final class ConstantThread<T> {
  private static final System.Logger LOG = System.getLogger(ConstantThread.class.getName());
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration TOLD_AFTER = Duration.ofSeconds(5);
  private static final int MOST_ABANDONED = Runtime.getRuntime().availableProcessors();
  private static final AtomicInteger ABANDONED = new AtomicInteger();

  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final Thread thread;

  private ConstantThread(Supplier<T> computation) {
    this.thread =
        Thread.ofPlatform().daemon().name("constant").unstarted(() -> compute(computation));
  }

  /// What `computation` gives; empty when it takes too long, or when as many others as there are
  /// processors have not come back.
  ///
  /// @throws MutiraoException what it throws
  static <T> Optional<T> inTime(Supplier<T> computation) {
    if (ABANDONED.get() >= MOST_ABANDONED) {
      return Optional.empty();
    }
    var constant = new ConstantThread<>(computation);
    constant.thread.start();
    return constant.await();
  }

  private void compute(Supplier<T> computation) {
    boolean inTime;
    try {
      inTime = answer.complete(Rehearsal.of(computation));
    } catch (Throwable failure) {
      inTime = answer.completeExceptionally(failure);
    }
    if (!inTime) {
      AbandonedThreads.remove();
      ABANDONED.decrementAndGet();
    }
  }

  private Optional<T> await() {
    try {
      return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      abandon();
      return Optional.empty();
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw QueryErrors.cancelled("an interrupt");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof MutiraoException known
          ? known
          : EngineErrors.internal("a constant failed with " + e.getCause(), e.getCause());
    }
  }

  private void abandon() {
    AbandonedThreads.add();
    ABANDONED.incrementAndGet();
    if (answer.cancel(false)) {
      Thread.ofVirtual().name("constant-watch").start(this::watch);
    } else { // it has just come back
      AbandonedThreads.remove();
      ABANDONED.decrementAndGet();
    }
  }

  private void watch() {
    try {
      for (var waited = PATIENCE;
          waited.compareTo(TOLD_AFTER) < 0;
          waited = waited.plus(PATIENCE)) {
        thread.interrupt();
        if (thread.join(PATIENCE)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
    Runaway.in(thread)
        .ifPresent(method ->
            LOG.log(
                Level.WARNING,
                method
                    + " has not returned "
                    + TOLD_AFTER.toSeconds()
                    + " s after it was called with constants, and an interrupt did not help: a"
                    + " thread is left to it, with what it holds"));
  }
}
