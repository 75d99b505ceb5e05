package dev.mutirao.server.query;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waiting for a signal whose outcome is told elsewhere.
final class Await {
  private Await() {}

  /// Returns when the future is complete, well or not: a failure comes out of whatever the signal
  /// belongs to.
  static void completion(CompletableFuture<?> signal) throws InterruptedException {
    try {
      signal.handle((value, failure) -> Boolean.TRUE).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("handle does not fail", e);
    }
  }
}
