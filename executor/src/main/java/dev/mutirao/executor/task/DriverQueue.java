package dev.mutirao.executor.task;

import org.jspecify.annotations.Nullable;

/// Drivers, first in, first out, each in it once at most. Linked through the drivers themselves, so
/// that it allocates nothing. Not thread-safe.
final class DriverQueue {
  private @Nullable Driver first;
  private @Nullable Driver last;

  boolean isEmpty() {
    return first == null;
  }

  /// @param driver in no queue
  void add(Driver driver) {
    if (last == null) {
      first = driver;
    } else {
      last.next = driver;
    }
    last = driver;
  }

  /// The one that waits for the longest time; null when there is none.
  @Nullable Driver poll() {
    var driver = first;
    if (driver != null) {
      first = driver.next;
      driver.next = null;
      if (first == null) {
        last = null;
      }
    }
    return driver;
  }
}
