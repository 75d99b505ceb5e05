package dev.mutirao.executor.task;

import dev.mutirao.executor.memory.AbandonedThreads;
import dev.mutirao.executor.memory.HeapReserve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
///
/// A function may take the heap at any time, so what counts threads and moves drivers allocates
/// nothing but new threads: no driver is lost to an {@link OutOfMemoryError}, and no thread stays
/// counted.
public final class ComputePool implements AutoCloseable {
  private static final long SLICE_NANOS = 10_000_000;

  /// A thread and the driver that it runs.
  private final class Worker {
    private final Thread thread =
        Thread.ofPlatform().daemon().name("compute-" + started).unstarted(() -> runDrivers(this));

    private @Nullable Driver driver;
    private boolean givenUp;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final DriverQueue runnable = new DriverQueue();
  private final List<Worker> workers = new ArrayList<>();
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
      for (var worker : workers) {
        var driver = worker.driver;
        if (driver != null && driver.task() == task && !worker.givenUp) {
          threads.put(driver, worker.thread);
        }
      }
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
      var worker = workerOf(driver);
      if (worker != null) {
        worker.thread.interrupt();
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
      var worker = workerOf(driver);
      if (worker == null || worker.givenUp) {
        return Optional.empty();
      }
      var thread = Optional.of(worker.thread);
      worker.givenUp = true;
      AbandonedThreads.add();
      computing--;
      wakeOne();
      return thread;
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
      return;
    }
    while (true) {
      try {
        start();
        return;
      } catch (OutOfMemoryError full) {
        if (HeapReserve.hasMore()) {
          HeapReserve.release();
        } else if (computing + starting > 0) {
          return; // those threads look at the queue again
        } else {
          throw full;
        }
      }
    }
  }

  /// Called with the lock held.
  private void start() {
    var worker = new Worker();
    workers.add(worker);
    try {
      worker.thread.start();
    } catch (Throwable failure) {
      workers.remove(worker);
      throw failure;
    }
    started++;
    starting++; // until it has the lock
  }

  private @Nullable Worker workerOf(Driver driver) {
    for (var worker : workers) {
      if (worker.driver == driver) {
        return worker;
      }
    }
    return null;
  }

  private void runDrivers(Worker worker) {
    for (Driver driver = first(worker); driver != null; ) {
      boolean again;
      try {
        again = driver.run(System.nanoTime() + SLICE_NANOS);
      } catch (Throwable failure) {
        died(worker);
        throw failure;
      }
      driver = after(worker, again);
    }
  }

  /// Puts the driver back where it wants to run `again`, and takes the next one: at once, since a
  /// thread that was seen doing neither would have another one started beside it.
  ///
  /// @return null when this thread's time is over
  private @Nullable Driver after(Worker worker, boolean again) {
    lock.lock();
    try {
      return left(worker, again) ? take(worker) : null;
    } finally {
      lock.unlock();
    }
  }

  /// A thread ends with what a driver threw; another one takes its place.
  private void died(Worker worker) {
    lock.lock();
    try {
      if (left(worker, false)) {
        workers.remove(worker);
      }
      wakeOne();
    } finally {
      lock.unlock();
    }
  }

  /// A driver is off its thread. Called with the lock held.
  ///
  /// @return false when it was given up meanwhile, and the thread with it
  private boolean left(Worker worker, boolean again) {
    var driver = Objects.requireNonNull(worker.driver, "a thread leaves what it ran");
    worker.driver = null;
    Thread.interrupted(); // it was meant for the driver
    if (again) {
      runnable.add(driver);
    }
    if (!worker.givenUp) {
      computing--;
      return true;
    }
    workers.remove(worker);
    AbandonedThreads.remove();
    wakeOne(); // this thread takes nothing any more
    return false;
  }

  private @Nullable Driver first(Worker worker) {
    lock.lock();
    try {
      starting--;
      return take(worker);
    } finally {
      lock.unlock();
    }
  }

  /// Called with the lock held.
  private @Nullable Driver take(Worker worker) {
    while (!closed && (runnable.isEmpty() || computing >= threads)) {
      if (idle >= threads) {
        workers.remove(worker);
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
      workers.remove(worker);
      return null;
    }
    computing++;
    worker.driver = runnable.poll();
    wakeOne();
    return worker.driver;
  }
}
