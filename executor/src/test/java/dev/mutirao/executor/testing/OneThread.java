package dev.mutirao.executor.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Checks that no two threads are inside at once.
final class OneThread {
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();

  /// Marks the current thread as inside until the result is closed.
  Inside enter() {
    assertTrue(inside.compareAndSet(null, Thread.currentThread()), "two threads at once");
    return () -> inside.set(null);
  }

  interface Inside extends AutoCloseable {
    @Override
    void close();
  }
}
