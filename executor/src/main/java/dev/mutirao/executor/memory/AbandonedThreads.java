package dev.mutirao.executor.memory;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the threads that were left to a function of a user which does not return. What they hold
/// is not given back until they do, so that a process may end with memory taken. Thread-safe.
public final class AbandonedThreads {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private AbandonedThreads() {}

  /// One more is waited for no longer.
  public static void add() {
    COUNT.incrementAndGet();
  }

  /// One of them has come back.
  public static void remove() {
    COUNT.decrementAndGet();
  }

  /// Whether there are any.
  static boolean any() {
    return COUNT.get() > 0;
  }
}
