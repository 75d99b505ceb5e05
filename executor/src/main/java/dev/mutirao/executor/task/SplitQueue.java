package dev.mutirao.executor.task;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.source.Split;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The splits of one scan that this task has been given and not begun. Asks the feed for more while
/// there is still work, so that threads seldom wait. Each question is a message to another machine,
/// so it asks for many; the feed gives fewer towards the end, when they must be shared fairly.
/// Thread-safe, guarded by `this`.
final class SplitQueue {
  private static final int ASKED_PER_THREAD = 16;

  private final SplitFeed feed;
  private final int scanId;
  private final int ahead;
  private final ArrayDeque<Split> queue = new ArrayDeque<>();
  private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
  private boolean last;
  private @Nullable Throwable failure;

  /// @param ahead asks for more while fewer splits than this are here: the task's threads
  SplitQueue(SplitFeed feed, int scanId, int ahead) {
    this.feed = feed;
    this.scanId = scanId;
    this.ahead = ahead;
  }

  /// A split to begin, or null when none is here now.
  synchronized @Nullable Split poll() {
    if (failure != null) {
      throw failure instanceof RuntimeException known
          ? known
          : EngineErrors.internal("splits", failure);
    }
    var split = queue.poll();
    if (queue.size() < ahead) {
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
        feed.next(scanId, ahead * ASKED_PER_THREAD)
            .whenComplete((splits, problem) -> {
              received(splits, problem);
              answered.complete(null);
            });
  }

  private synchronized void received(@Nullable List<Split> splits, @Nullable Throwable problem) {
    if (problem != null || splits == null) {
      failure =
          problem instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : problem;
    } else if (splits.isEmpty()) {
      last = true;
    } else {
      queue.addAll(splits);
    }
  }
}
