package dev.mutirao.executor.task;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.source.Split;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The splits of one scan that this task has been given and not begun. Asks the feed for more while
/// there is still work, so that threads seldom wait. Each question is a message to another machine,
/// so it asks for many; the feed gives fewer towards the end, when they must be shared fairly.
///
/// When it asks depends on what was seen so far: as many splits are kept in hand as are begun while
/// an answer comes, twice over. Too few, and threads wait (measured: 2 to 3 ms for each question of
/// a scan of 1.8 ms splits); too many, and at the end this task has work that others lack.
/// Thread-safe, guarded by `this`.
final class SplitQueue {
  private static final int ASKED_PER_THREAD = 64;

  private static final int LEAST_IN_HAND_PER_THREAD = 2;
  private static final int MOST_IN_HAND_PER_THREAD = 8;
  private static final long USUAL_ROUND_TRIP_NANOS = 4_000_000; // on full cores

  private final SplitFeed feed;
  private final int scanId;
  private final int threads;
  private final LongSupplier clock;
  private final ArrayDeque<Split> queue = new ArrayDeque<>();
  private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
  private boolean last;
  private long roundTripNanos;
  private long firstBegunNanos;
  private int begun;
  private @Nullable Throwable failure;

  /// @param first what is here at once
  /// @param threads how many take from this queue
  SplitQueue(SplitFeed feed, int scanId, SplitPortion first, int threads) {
    this(feed, scanId, threads, System::nanoTime);
    roundTripNanos = USUAL_ROUND_TRIP_NANOS;
    add(first);
  }

  /// @param clock nanoseconds
  SplitQueue(SplitFeed feed, int scanId, int threads, LongSupplier clock) {
    this.feed = feed;
    this.scanId = scanId;
    this.threads = threads;
    this.clock = clock;
  }

  /// A split to begin, or null when none is here now.
  synchronized @Nullable Split poll() {
    if (failure != null) {
      throw failure instanceof RuntimeException known
          ? known
          : EngineErrors.internal("splits", failure);
    }
    var split = queue.poll();
    if (split != null && begun++ == 0) {
      firstBegunNanos = clock.getAsLong();
    }
    if (queue.size() < inHand()) {
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

  /// How many splits should be here, so that threads need not wait for an answer.
  private int inHand() {
    int least = threads * LEAST_IN_HAND_PER_THREAD;
    if (begun <= least) {
      return least;
    }
    long paceNanos = Math.max(1, (clock.getAsLong() - firstBegunNanos) / begun);
    long wanted = 2 * roundTripNanos / paceNanos;
    return Math.clamp(wanted, least, threads * MOST_IN_HAND_PER_THREAD);
  }

  private void ask() {
    if (last || failure != null || !asked.isDone()) {
      return;
    }
    asked = new CompletableFuture<>();
    var answered = asked;
    long askedNanos = clock.getAsLong();
    var unused =
        feed.next(scanId, threads * ASKED_PER_THREAD)
            .whenComplete((portion, problem) -> {
              received(portion, problem, clock.getAsLong() - askedNanos);
              answered.complete(null);
            });
  }

  private synchronized void received(
      @Nullable SplitPortion portion, @Nullable Throwable problem, long tookNanos) {
    roundTripNanos = tookNanos;
    if (problem != null || portion == null) {
      failure =
          problem instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : problem;
    } else {
      add(portion);
    }
  }

  private synchronized void add(SplitPortion portion) {
    queue.addAll(portion.splits());
    last = portion.last();
  }
}
