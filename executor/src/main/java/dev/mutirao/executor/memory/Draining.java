package dev.mutirao.executor.memory;

import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waiting for memory that another thread is about to give back.
public final class Draining {
  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long LOST_PATIENCE_NANOS = 1_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private Draining() {}

  /// Returns once nothing is allocated, or after ten seconds: a message that the network layer
  /// still holds is released when its connection notices that nobody wants it.
  public static void await(BufferAllocator allocator) {
    await(allocator, PATIENCE_NANOS);
  }

  private static void await(BufferAllocator allocator, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    while (allocator.getAllocatedMemory() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// Closes an allocator once nothing is allocated. Where the Java heap ran out, some buffers may
  /// be lost for ever: Arrow counts a buffer before it makes the object by which it is given back.
  /// Their allocator then stays open, and the log says so.
  ///
  /// @throws IllegalStateException when buffers are still held after a while: a defect
  public static void close(BufferAllocator allocator) {
    close(allocator, HeapReserve.ranOut(), "were lost when the Java heap ran out");
  }

  /// The same for the allocator of a process that ends, of which threads that were left to
  /// functions may hold a part for ever.
  ///
  /// @throws IllegalStateException when buffers are still held after a while: a defect
  public static void closeOfProcess(BufferAllocator allocator) {
    if (AbandonedThreads.any()) {
      close(allocator, true, "are held by functions that do not return");
    } else {
      close(allocator);
    }
  }

  private static void close(BufferAllocator allocator, boolean mayLose, String why) {
    await(allocator, mayLose ? LOST_PATIENCE_NANOS : PATIENCE_NANOS);
    if (mayLose && allocator.getAllocatedMemory() > 0) {
      LOG.info("{} bytes of {} {}", allocator.getAllocatedMemory(), allocator.getName(), why);
    } else {
      allocator.close();
    }
  }
}
