package dev.mutirao.executor.key;

import java.util.concurrent.atomic.AtomicInteger;

/// Watches whether a filter leaves out enough rows to be worth its time. One that does not is asked
/// for a batch now and then only, since other parts of a table may be different. Thread-safe.
final class Payoff {
  private static final int TRIAL_ROWS = 1 << 15;
  private static final int SELDOM = 32;

  /// The least part of the rows to leave out: 1 in so many.
  private static final int LEAST_PART = 5;

  private final AtomicInteger unasked = new AtomicInteger();
  private volatile boolean pays = true;
  private long asked; // with passed: guarded by this
  private long passed;

  /// Whether to ask about the next batch.
  boolean isWorthIt() {
    return pays || unasked.incrementAndGet() % SELDOM == 0;
  }

  /// Of `rows` rows that were asked about, `kept` passed.
  synchronized void saw(int rows, int kept) {
    asked += rows;
    passed += kept;
    if (asked >= TRIAL_ROWS) {
      pays = asked - passed >= asked / LEAST_PART;
      asked = 0;
      passed = 0;
    }
  }
}
