package dev.mutirao.executor.task;

import dev.mutirao.executor.userfunction.Runaway;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Watches tasks that were stopped for threads that do not come back from a user's function: they
/// are interrupted, and when that does not help, given up. Code of the engine is left to end by
/// itself.
final class Runaways {
  private static final System.Logger LOG = System.getLogger(Runaways.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long INTERRUPT_AFTER = Duration.ofSeconds(1).toNanos();

  /// After the first interrupt.
  private static final long GIVE_UP_AFTER = Duration.ofSeconds(4).toNanos();

  private final RunningTask task;
  private final ComputePool pool;
  private final long stopped = System.nanoTime();
  private final Map<Driver, Long> interrupted = new HashMap<>(); // how long after the stop
  private boolean gaveUp;

  private Runaways(RunningTask task, ComputePool pool) {
    this.task = task;
    this.pool = pool;
  }

  /// Watches a task from its stop until no thread runs it.
  static void watch(RunningTask task, ComputePool pool) {
    pool.watch(new Runaways(task, pool)::check, PAUSE);
  }

  /// Whether there is nothing left to watch. Not as soon as one thread was given up: another one
  /// may have begun with its last rows later.
  private boolean check() {
    if (task.isOver()) {
      return true;
    }
    long waited = System.nanoTime() - stopped;
    if (waited >= INTERRUPT_AFTER) {
      pool.threadsOf(task)
          .forEach((driver, thread) ->
              Runaway.in(thread).ifPresent(method -> stop(driver, method, waited)));
    }
    return false;
  }

  private void stop(Driver driver, String method, long waited) {
    if (waited - interrupted.computeIfAbsent(driver, first -> waited) < GIVE_UP_AFTER) {
      pool.interrupt(driver);
      return;
    }
    var left = pool.giveUp(driver);
    if (left.isEmpty()) {
      return;
    }
    LOG.log(
        Level.WARNING,
        method
            + " has not returned "
            + Duration.ofNanos(waited).toSeconds()
            + " s after its query was stopped, and an interrupt did not help: "
            + left.get().getName()
            + " is left to it, another thread takes its place, and "
            + task.heldBytes()
            + " bytes of the query stay taken until it returns");
    if (!gaveUp) {
      gaveUp = true;
      task.giveUp();
    }
  }
}
