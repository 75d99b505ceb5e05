package dev.mutirao.executor.task;

import dev.mutirao.executor.userfunction.Runaway;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Watches tasks that were stopped for threads that do not come back from a user's function: they
/// are interrupted, and when that does not help, given up. Code of the engine is left to end by
/// itself.
final class Runaways {
  private static final System.Logger LOG = System.getLogger(Runaways.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long INTERRUPT_AFTER = Duration.ofSeconds(1).toNanos();
  private static final long GIVE_UP_AFTER = Duration.ofSeconds(5).toNanos();

  private final RunningTask task;
  private final ComputePool pool;
  private final long stopped = System.nanoTime();

  private Runaways(RunningTask task, ComputePool pool) {
    this.task = task;
    this.pool = pool;
  }

  /// Watches a task from its stop to its end.
  static void watch(RunningTask task, ComputePool pool) {
    pool.watch(new Runaways(task, pool)::check, PAUSE);
  }

  /// Whether there is nothing left to watch.
  private boolean check() {
    if (task.isOver()) {
      return true;
    }
    long waited = System.nanoTime() - stopped;
    if (waited < INTERRUPT_AFTER) {
      return false;
    }
    boolean[] gaveUp = {false};
    pool.threadsOf(task)
        .forEach((driver, thread) ->
            Runaway.in(thread)
                .ifPresent(method -> {
                  if (waited < GIVE_UP_AFTER) {
                    thread.interrupt();
                  } else if (pool.giveUp(driver)) {
                    gaveUp[0] = true;
                    LOG.log(
                        Level.WARNING,
                        method
                            + " has not returned "
                            + Duration.ofNanos(waited).toSeconds()
                            + " s after its query was stopped, and an interrupt did not help: "
                            + thread.getName()
                            + " is left to it, another thread takes its place, and "
                            + task.heldBytes()
                            + " bytes of the query stay taken until it returns");
                  }
                }));
    if (gaveUp[0]) {
      task.giveUp();
    }
    return gaveUp[0];
  }
}
