package dev.mutirao.executor.task;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.exchange.OutputBuffers;
import dev.mutirao.executor.memory.QueryMemory;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.plan.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A task while it runs and until its output is read. Thread-safe.
///
/// ```
/// running --all pipelines ended--> finished --close--> closed
///    '------fail or cancel-------> stopping --drivers ended--> failed --close--> closed
///                                     '---given up---> failed --close--> closed, but its memory
/// ```
///
/// Pipelines start when those they run after have ended; a sink that several pipelines share is
/// finished after the last. On a failure the drivers stop at their next step, then everything is
/// closed, then the output carries the failure. A driver that does not come back from a user's
/// function is interrupted, and in the end given up: then the failure is told while that thread
/// still holds what it computes with, which is closed when it returns, if ever.
public final class RunningTask implements AutoCloseable {
  private final TaskId id;
  private final ComputePool pool;
  private final QueryMemory memory;
  private final OutputBuffers output;
  private final List<StepMeter> meters;
  private final ScanMeter scans;
  private final List<AutoCloseable> stateAllocators;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> givenUp = new CompletableFuture<>();

  /// Completes when no driver is left.
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private final long began = System.nanoTime();
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private volatile long endedAfter;

  // Guarded by `this`.
  private final List<PipelineRun> waiting = new ArrayList<>();
  private final List<PipelineRun> all = new ArrayList<>();
  private final Map<Sink, Integer> sinkUsers = new HashMap<>();
  private final boolean[] done;
  private int unfinished;
  private boolean closed;

  RunningTask(
      TaskId id,
      ComputePool pool,
      QueryMemory memory,
      OutputBuffers output,
      TaskPipelines pipelines) {
    this.id = id;
    this.pool = pool;
    this.memory = memory;
    this.output = output;
    this.meters = pipelines.allMeters();
    this.scans = pipelines.scans();
    this.stateAllocators = pipelines.stateAllocators();
    this.done = new boolean[pipelines.pipelines().size()];
    for (int i = 0; i < done.length; i++) {
      var run = new PipelineRun(this, pipelines.pipelines().get(i), pipelines.meters().get(i));
      all.add(run);
      waiting.add(run);
      sinkUsers.merge(run.pipeline().sink(), 1, Integer::sum);
    }
    this.unfinished = done.length;
  }

  void start() {
    startReady();
  }

  public TaskId id() {
    return id;
  }

  /// Where the task's rows are read.
  public OutputBuffers output() {
    return output;
  }

  /// Completes when the task has computed everything and released what it computed with; fails with
  /// the reason when it did not. Its output may not be read yet.
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /// Completes after {@link #close}, once nothing of the task is left in memory, or it was given
  /// up; fails when something was not given back.
  public CompletableFuture<Void> released() {
    return released;
  }

  /// Stops the task; its consumers see `reason`.
  public void cancel(MutiraoException reason) {
    fail(reason);
  }

  /// What the task did so far.
  public TaskProfile profile() {
    long nanos = ended.isDone() ? endedAfter : System.nanoTime() - began;
    return new TaskProfile(
        id,
        meters.stream().map(StepMeter::profile).toList(),
        scans.profile(),
        nanos,
        memory.allocator().getPeakMemoryAllocation());
  }

  /// Forgets the output and gives the memory back; stops the task first when it still runs.
  @Override
  public void close() {
    fail(dev.mutirao.connectors.error.QueryErrors.cancelled("the end of the query"));
    var unused = givenUp.thenRun(() -> released.complete(null));
    unused =
        over.thenRun(() -> {
          synchronized (this) {
            if (closed) {
              return;
            }
            closed = true;
          }
          try {
            output.close();
            memory.release();
            released.complete(null);
          } catch (RuntimeException problem) {
            released.completeExceptionally(problem);
          }
        });
  }

  boolean stopping() {
    return stopped.isDone();
  }

  CompletableFuture<?> stopped() {
    return stopped;
  }

  void fail(Throwable cause) {
    if (ended.isDone() || !failure.compareAndSet(null, cause)) {
      return;
    }
    stopped.complete(null);
    Runaways.watch(this, pool);
    List<PipelineRun> neverStarted;
    synchronized (this) {
      neverStarted = List.copyOf(waiting);
      waiting.clear();
    }
    neverStarted.forEach(run -> pipelineEnded(run));
  }

  void pipelineEnded(PipelineRun run) {
    finishSink(run);
    boolean last;
    synchronized (this) {
      done[all.indexOf(run)] = true;
      last = --unfinished == 0;
    }
    if (last) {
      end();
    } else {
      startReady();
    }
  }

  void closing(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception | Error problem) {
      failure.compareAndSet(null, problem);
    }
  }

  private void finishSink(PipelineRun run) {
    boolean lastUser;
    synchronized (this) {
      lastUser = sinkUsers.merge(run.pipeline().sink(), -1, Integer::sum) == 0;
    }
    if (lastUser && !stopping()) {
      try {
        run.finishSink();
      } catch (Throwable problem) {
        fail(problem);
      }
    }
  }

  private void startReady() {
    var ready = new ArrayList<PipelineRun>();
    synchronized (this) {
      for (var run : List.copyOf(waiting)) {
        if (run.pipeline().after().stream().allMatch(i -> done[i])) {
          waiting.remove(run);
          ready.add(run);
        }
      }
    }
    for (var run : ready) {
      try {
        run.start(pool);
      } catch (Throwable problem) {
        fail(problem);
        pipelineEnded(run);
      }
    }
  }

  /// Runs once, when no driver is left.
  private void end() {
    all.forEach(PipelineRun::close);
    sinkUsers.keySet().forEach(this::closing);
    stateAllocators.forEach(this::closing);
    endedAfter = System.nanoTime() - began;
    var cause = failure.get();
    if (cause == null) {
      output.finish();
      ended.complete(null);
    } else {
      tell(cause);
    }
    over.complete(null);
  }

  private void tell(Throwable cause) {
    var told = told(cause);
    output.fail(told);
    ended.completeExceptionally(told);
  }

  private static MutiraoException told(Throwable cause) {
    return switch (cause) {
      case MutiraoException known -> known;
      case OutOfMemoryError full ->
          EngineErrors.outOfHeap("the query", Runtime.getRuntime().maxMemory(), full);
      case CompletionException later when later.getCause() != null -> told(later.getCause());
      // The JVM throws the same error again when closing finds no heap either, and then refuses to
      // add an error to itself.
      case IllegalArgumentException twice when twice.getCause() instanceof OutOfMemoryError full ->
          told(full);
      default -> EngineErrors.internal(cause.toString(), cause);
    };
  }

  /// Whether no driver is left.
  boolean isOver() {
    return over.isDone();
  }

  /// Tells the failure although drivers are left, which keep what they hold.
  void giveUp() {
    endedAfter = System.nanoTime() - began;
    tell(Objects.requireNonNull(failure.get(), "only a task that is stopping is given up"));
    givenUp.complete(null);
  }

  /// Bytes that the task's query holds.
  long heldBytes() {
    return memory.allocator().getAllocatedMemory();
  }
}
