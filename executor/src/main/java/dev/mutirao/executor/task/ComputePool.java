package dev.mutirao.executor.task;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The counted platform threads on which a process computes. Runnable {@link Driver}s wait in one
/// first-in first-out queue and give their thread back after a time slice, so that queries share
/// the threads fairly.
///
/// A step in the middle of a large expansion may have to wait for a reader of its output ({@link
/// #await}); while it waits it does not count, and a spare thread takes its place. All state is
/// guarded by `lock`.
public final class ComputePool implements AutoCloseable {
  private static final long SLICE_NANOS = 10_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Driver> runnable = new ArrayDeque<>();
  private final int threads;
  private int computing;
  private int idle;
  private int started;
  private boolean closed;

  public ComputePool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a compute pool needs a thread, not " + threads);
    }
    this.threads = threads;
  }

  /// How many drivers compute at once.
  public int threads() {
    return threads;
  }

  void submit(Driver driver) {
    lock.lock();
    try {
      runnable.add(driver);
      wakeOne();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for `condition` on a compute thread without keeping the others from computing. Returns
  /// also when `condition` completes with a failure.
  void await(CompletableFuture<?> condition) {
    if (condition.isDone()) {
      return;
    }
    lock.lock();
    try {
      computing--;
      wakeOne();
    } finally {
      lock.unlock();
    }
    try {
      condition.handle((value, failure) -> null).join();
    } finally {
      lock.lock();
      try {
        computing++;
      } finally {
        lock.unlock();
      }
    }
  }

  /// Stops the threads once they are idle. Drivers still queued are not run.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Called with the lock held: lets an idle thread, or a new one, look at the queue if another
  /// driver may run.
  private void wakeOne() {
    if (runnable.isEmpty() || computing >= threads) {
      return;
    }
    if (idle > 0) {
      work.signal();
    } else {
      Thread.ofPlatform().daemon().name("compute-" + started++).start(this::runDrivers);
    }
  }

  private void runDrivers() {
    for (Driver driver = take(); driver != null; driver = take()) {
      boolean again = driver.run(System.nanoTime() + SLICE_NANOS);
      lock.lock();
      try {
        computing--;
        if (again) {
          runnable.add(driver);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private Driver take() {
    lock.lock();
    try {
      while (!closed && (runnable.isEmpty() || computing >= threads)) {
        if (idle >= threads) {
          return null; // a spare thread whose time is over
        }
        idle++;
        try {
          work.awaitUninterruptibly();
        } finally {
          idle--;
        }
      }
      if (closed) {
        return null;
      }
      computing++;
      var driver = runnable.poll();
      wakeOne();
      return driver;
    } finally {
      lock.unlock();
    }
  }
}
