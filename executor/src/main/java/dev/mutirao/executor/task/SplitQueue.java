package dev.mutirao.executor.task;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.source.Split;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The splits of one scan that this task has been given and not begun. Asks the feed for more while
/// there is still work, so that threads seldom wait. Each question is a message to another machine,
/// so it asks for many; the feed gives fewer towards the end, when they must be shared fairly.
/// Thread-safe, guarded by `this`.
final class SplitQueue {
  private static final int ASKED_PER_THREAD = 64;

  /// Splits per thread that are still here when it asks: while they are read the answer comes.
  private static final int LEFT_PER_THREAD = 2;

  private final SplitFeed feed;
  private final int scanId;
  private final int threads;
  private final ArrayDeque<Split> queue = new ArrayDeque<>();
  private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
  private boolean last;
  private @Nullable Throwable failure;

  /// @param threads how many take from this queue
  SplitQueue(SplitFeed feed, int scanId, int threads) {
    this.feed = feed;
    this.scanId = scanId;
    this.threads = threads;
  }

  /// A split to begin, or null when none is here now.
  synchronized @Nullable Split poll() {
    if (failure != null) {
      throw failure instanceof RuntimeException known
          ? known
          : EngineErrors.internal("splits", failure);
    }
    var split = queue.poll();
    if (queue.size() < threads * LEFT_PER_THREAD) {
      ask();
    }
    return split == null ? queue.poll() : split;
  }

  synchronized boolean exhausted() {
    return last && queue.isEmpty() && failure == null;
  }

  synchronized CompletableFuture<?> ready() {
    return queue.isEmpty() ? asked : CompletableFuture.completedFuture(null);
  }

  private void ask() {
    if (last || failure != null || !asked.isDone()) {
      return;
    }
    asked = new CompletableFuture<>();
    var answered = asked;
    var unused =
        feed.next(scanId, threads * ASKED_PER_THREAD)
            .whenComplete((portion, problem) -> {
              received(portion, problem);
              answered.complete(null);
            });
  }

  private synchronized void received(@Nullable SplitPortion portion, @Nullable Throwable problem) {
    if (problem != null || portion == null) {
      failure =
          problem instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : problem;
    } else {
      queue.addAll(portion.splits());
      last = portion.last();
    }
  }
}
