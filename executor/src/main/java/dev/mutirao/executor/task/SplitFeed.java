package dev.mutirao.executor.task;

import dev.mutirao.connectors.source.Split;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where a task gets the splits of its scans while it runs: whoever asks sooner gets more.
/// Thread-safe.
public interface SplitFeed {
  /// Asks for up to `count` more splits of scan `scanId`; an empty list means that there will be
  /// none any more. Completes with a failure when the query is over.
  CompletableFuture<List<Split>> next(int scanId, int count);
}
