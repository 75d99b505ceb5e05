package dev.mutirao.server.embedded;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.RunningTask;
import dev.mutirao.executor.task.TaskRunner;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.query.TaskProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A query whose tasks all run in this process, one per fragment. Once it is over and closed it
/// only remembers what it did, for tasks hold on to compiled expressions, and failures to their
/// causes, and with them to the classes of users. Thread-safe.
final class EmbeddedQuery implements RunningQuery {
  private final QueryId id;
  private final QueryPlan plan;
  private final QueryOptions options;
  private final TaskRunner runner;
  private final LocalSplits splits;
  private final Instant started = Instant.now();
  private final long began = System.nanoTime();
  private final AtomicReference<@Nullable MutiraoException> failure = new AtomicReference<>();
  private final CompletableFuture<QueryState> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private volatile Map<Integer, RunningTask> tasks = Map.of(); // by fragment; none before and after
  private volatile @Nullable QueryProfile last; // set before the tasks are forgotten
  private volatile @Nullable Results results;
  private volatile long elapsed;

  EmbeddedQuery(QueryId id, QueryPlan plan, QueryOptions options, TaskRunner runner) {
    this.id = id;
    this.plan = plan;
    this.options = options;
    this.runner = runner;
    this.splits = new LocalSplits(plan, runner.connectors());
  }

  /// Starts producers before their consumers.
  void start() {
    var started = new HashMap<Integer, RunningTask>();
    try {
      for (var fragment : plan.fragments().reversed()) {
        started.put(
            fragment.number(), runner.start(specification(fragment), local(started), splits));
      }
    } catch (RuntimeException | Error problem) {
      started.values().forEach(RunningTask::close);
      throw problem;
    }
    results = new Results(started.get(0).output().read(0));
    tasks = Map.copyOf(started);
    var unused = all(tasks, RunningTask::ended).whenComplete((done, problem) -> end(problem));
    var early = failure.get();
    if (early != null) {
      stop(early);
    }
  }

  private static CompletableFuture<Void> all(
      Map<Integer, RunningTask> tasks, Function<RunningTask, CompletableFuture<Void>> event) {
    return CompletableFuture.allOf(
        tasks.values().stream().map(event).toArray(CompletableFuture<?>[]::new));
  }

  private TaskSpecification specification(PlanFragment fragment) {
    var producers = new HashMap<Integer, List<TaskAddress>>();
    plan.fragments()
        .forEach(other -> producers.put(other.number(), List.of(new TaskAddress(task(other), ""))));
    int consumers =
        fragment.partitioning() instanceof Partitioning.Shared(var readers) ? readers : 1;
    return new TaskSpecification(
        task(fragment), fragment, consumers, producers, options.settings(), Map.of());
  }

  private TaskId task(PlanFragment fragment) {
    return new TaskId(id, fragment.number(), 0, 0);
  }

  private static ExchangeClient local(Map<Integer, RunningTask> started) {
    return (producer, consumer, schema, allocator) ->
        started.get(producer.task().fragment()).output().read(consumer);
  }

  private void end(@Nullable Throwable problem) {
    elapsed = System.nanoTime() - began;
    ended.complete(problem == null ? QueryState.FINISHED : state(failure.get()));
  }

  private static QueryState state(@Nullable MutiraoException reason) {
    return reason != null && reason.code() == ErrorCode.CANCELLED
        ? QueryState.CANCELLED
        : QueryState.FAILED;
  }

  void timeOut(Duration limit) {
    stop(QueryErrors.timedOut(limit));
  }

  private void stop(MutiraoException reason) {
    failure.compareAndSet(null, reason);
    tasks.values().forEach(task -> task.cancel(reason));
  }

  @Override
  public QueryId id() {
    return id;
  }

  @Override
  public Schema schema() {
    return plan.output();
  }

  @Override
  public Results results() {
    return Objects.requireNonNull(results, "the query has not been started");
  }

  @Override
  public void cancel(String by) {
    stop(QueryErrors.cancelled(by));
  }

  @Override
  public QueryProfile profile() {
    var running = tasks;
    var known = last;
    return known == null ? profile(running) : known;
  }

  private QueryProfile profile(Map<Integer, RunningTask> running) {
    var profiles = new ArrayList<TaskProfile>();
    for (var fragment : plan.fragments()) {
      var task = running.get(fragment.number());
      if (task != null) {
        var told = task.profile();
        var state = task.ended().isDone() ? "ended" : "running";
        profiles.add(
            new TaskProfile(
                task.id(),
                "local",
                state,
                splits.given(fragment.number()),
                told.nanos(),
                told.peakMemory(),
                told.scans(),
                told.operators()));
      }
    }
    var reason = failure.get();
    return new QueryProfile(
        id,
        options.sql(),
        options.user(),
        ended.getNow(QueryState.RUNNING),
        started,
        ended.isDone() ? elapsed : System.nanoTime() - began,
        Optional.ofNullable(reason == null ? null : reason.getMessage()),
        profiles,
        List.of());
  }

  @Override
  public CompletableFuture<QueryState> ended() {
    return ended;
  }

  /// Completes after {@link #close}, once no memory of the query is held.
  CompletableFuture<Void> released() {
    return released;
  }

  @Override
  public void close() {
    var open = results;
    if (open != null) {
      open.close();
    }
    cancel("its owner");
    var running = tasks;
    running.values().forEach(RunningTask::close);
    var unused =
        all(running, RunningTask::released)
            .whenComplete((done, problem) -> {
              if (problem == null) {
                released.complete(null);
              } else {
                released.completeExceptionally(problem);
              }
            });
    var unusedToo =
        CompletableFuture.allOf(ended, released).whenComplete((done, problem) -> forget(running));
  }

  /// Keeps the profile of tasks that have ended instead of them.
  private void forget(Map<Integer, RunningTask> ended) {
    if (!ended.isEmpty()) {
      last = profile(ended);
      tasks = Map.of();
      failure.set(null);
      results().forget();
    }
  }

  /// The root task's output; closing it early stops the query.
  final class Results implements BatchStream {
    private volatile @Nullable BatchStream stream; // none once the query is over and closed

    private Results(BatchStream stream) {
      this.stream = stream;
    }

    @Override
    public @Nullable Batch poll() {
      var open = stream;
      try {
        return open == null ? null : open.poll();
      } catch (MutiraoException problem) {
        failure.compareAndSet(null, problem);
        throw problem;
      }
    }

    @Override
    public boolean finished() {
      var open = stream;
      return open == null || open.finished();
    }

    @Override
    public CompletableFuture<?> ready() {
      var open = stream;
      return open == null ? CompletableFuture.completedFuture(null) : open.ready();
    }

    @Override
    public void close() {
      var open = stream;
      if (open == null) {
        return;
      }
      boolean early = !open.finished();
      open.close();
      if (early) {
        cancel("its reader");
      }
    }

    private void forget() {
      stream = null;
    }
  }
}
