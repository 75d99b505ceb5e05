package dev.mutirao.executor.task;

import java.util.concurrent.CompletableFuture;

/// Where a task gets the splits of its scans while it runs: whoever asks sooner gets more.
/// Thread-safe.
public interface SplitFeed {
  /// Asks for up to `count` more splits of scan `scanId`; the answer has at least one unless it is
  /// the last. Completes with a failure when the query is over.
  CompletableFuture<SplitPortion> next(int scanId, int count);
}
