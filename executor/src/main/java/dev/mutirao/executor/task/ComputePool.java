package dev.mutirao.executor.task;

import dev.mutirao.executor.memory.AbandonedThreads;
import dev.mutirao.executor.memory.HeapReserve;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The counted platform threads on which a process computes. Runnable {@link Driver}s wait in one
/// first-in first-out queue and give their thread back after a time slice, so that queries share
/// the threads fairly.
///
/// A step in the middle of a large expansion may have to wait for a reader of its output ({@link
/// #await}); while it waits it does not count, and a spare thread takes its place. All state is
/// guarded by `lock`.
///
/// A driver that does not come back from a user's function, long after its task was stopped, can be
/// given up ({@link #giveUp}): its thread does not count any more, and another one takes its place.
public final class ComputePool implements AutoCloseable {
  private static final long SLICE_NANOS = 10_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Driver> runnable = new ArrayDeque<>();
  private final Map<Driver, Thread> running = new HashMap<>();
  private final Set<Driver> givenUp = new HashSet<>();
  private final ScheduledExecutorService watch;
  private final int threads;
  private int computing;
  private int idle;
  private int starting;
  private int started;
  private boolean closed;

  public ComputePool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a compute pool needs a thread, not " + threads);
    }
    this.threads = threads;
    var timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("watch").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // when closed
    this.watch = timer;
  }

  /// Runs `check` again and again until it gives true.
  void watch(BooleanSupplier check, Duration pause) {
    var unused =
        watch.schedule(
            () -> {
              boolean done = false;
              try {
                done = check.getAsBoolean();
              } catch (OutOfMemoryError full) {
                HeapReserve.release(); // what is watched may be what took the rest
              }
              if (!done) {
                watch(check, pause);
              }
            },
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// The thread that runs each of a task's drivers now, but those that were given up.
  Map<Driver, Thread> threadsOf(RunningTask task) {
    lock.lock();
    try {
      var threads = new HashMap<Driver, Thread>();
      running.forEach((driver, thread) -> {
        if (driver.task() == task && !givenUp.contains(driver)) {
          threads.put(driver, thread);
        }
      });
      return threads;
    } finally {
      lock.unlock();
    }
  }

  /// Interrupts the thread that runs `driver`, unless that has returned: its thread may run one of
  /// another query by then.
  void interrupt(Driver driver) {
    lock.lock();
    try {
      var thread = running.get(driver);
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets another thread take the place of the one that runs `driver`, which ends when it returns.
  ///
  /// @return the thread that is left to it; empty when it has returned already
  Optional<Thread> giveUp(Driver driver) {
    lock.lock();
    try {
      var thread = running.get(driver);
      if (thread == null || !givenUp.add(driver)) {
        return Optional.empty();
      }
      AbandonedThreads.add();
      computing--;
      wakeOne();
      return Optional.of(thread);
    } finally {
      lock.unlock();
    }
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
      watch.shutdownNow();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Called with the lock held: lets an idle thread, or a new one, look at the queue if another
  /// driver may run.
  private void wakeOne() {
    if (runnable.isEmpty() || computing + starting >= threads) {
      return;
    }
    if (idle > 0) {
      work.signal();
    } else {
      Thread.ofPlatform().daemon().name("compute-" + started++).start(this::runDrivers);
      starting++; // until it has the lock
    }
  }

  private void runDrivers() {
    for (Driver driver = first(); driver != null; ) {
      boolean again;
      try {
        again = driver.run(System.nanoTime() + SLICE_NANOS);
      } catch (Throwable failure) {
        died(driver);
        throw failure;
      }
      driver = after(driver, again);
    }
  }

  /// Puts `driver` back where it wants to run `again`, and takes the next one: at once, since a
  /// thread that was seen doing neither would have another one started beside it.
  ///
  /// @return null when this thread's time is over
  private @Nullable Driver after(Driver driver, boolean again) {
    lock.lock();
    try {
      return left(driver, again) ? take() : null;
    } finally {
      lock.unlock();
    }
  }

  /// A thread ends with what a driver threw; another one takes its place.
  private void died(Driver driver) {
    lock.lock();
    try {
      left(driver, false);
      wakeOne();
    } finally {
      lock.unlock();
    }
  }

  /// A driver is off its thread.
  ///
  /// @return false when it was given up meanwhile, and the thread with it
  private boolean left(Driver driver, boolean again) {
    lock.lock();
    try {
      running.remove(driver);
      Thread.interrupted(); // it was meant for the driver
      boolean counted = !givenUp.remove(driver);
      if (counted) {
        computing--;
      }
      if (again) {
        runnable.add(driver);
      }
      if (!counted) {
        AbandonedThreads.remove();
        wakeOne(); // this thread takes nothing any more
      }
      return counted;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Driver first() {
    lock.lock();
    try {
      starting--;
      return take();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Driver take() {
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
      running.put(driver, Thread.currentThread());
      wakeOne();
      return driver;
    } finally {
      lock.unlock();
    }
  }
}
