package dev.mutirao.executor.memory;

import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.BufferAllocator;

/// Waiting for memory that another thread is about to give back.
public final class Draining {
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private Draining() {}

  /// Returns once nothing is allocated, or after ten seconds: a message that the network layer
  /// still holds is released when its connection notices that nobody wants it.
  public static void await(BufferAllocator allocator) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (allocator.getAllocatedMemory() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
