package dev.mutirao.server.coordinator;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.executor.task.TaskProfile;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.server.exchange.ClusterExchange;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.scheduler.Command;
import dev.mutirao.server.scheduler.Event;
import dev.mutirao.server.scheduler.ExecutorInfo;
import dev.mutirao.server.scheduler.Failure;
import dev.mutirao.server.scheduler.Scheduler;
import dev.mutirao.server.socket.Sockets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.memory.BufferAllocator;

/// Runs queries on the executors of a cluster. The scheduler decides; events reach it one at a
/// time, and what it commands is done in that order by the {@link Errands}. Thread-safe.
public final class ClusterQueries implements QueryService {
  private static final int REMEMBERED = 100;

  private final Scheduler scheduler; // guarded by this
  private final Map<QueryId, ClusterQuery> queries = new LinkedHashMap<>(); // guarded by this
  private final QueryTotals totals = new QueryTotals();
  private final Sockets sockets;
  private final ClusterExchange exchange;
  private final BufferAllocator allocator;
  private final Errands errands;
  private final Thread clock =
      Thread.ofPlatform().daemon().name("scheduler-clock").unstarted(this::tick);
  private volatile boolean closed; // written by close, read by the clock

  ClusterQueries(
      int queryLimit,
      Connectors connectors,
      JavaFunctions functions,
      Connections connections,
      Sockets sockets,
      ClusterExchange exchange,
      BufferAllocator allocator) {
    this.scheduler = new Scheduler(queryLimit);
    this.sockets = sockets;
    this.exchange = exchange;
    this.allocator = allocator;
    this.errands = new Errands(connections, sockets, connectors, functions, this);
    clock.start();
  }

  @Override
  public synchronized int executors() {
    return scheduler.available().size();
  }

  /// The executors of the cluster as they introduced themselves.
  public synchronized List<ExecutorInfo> members() {
    return scheduler.executors();
  }

  /// What the queries that have ended did, all together.
  public QueryTotals.Totals totals() {
    return totals.now();
  }

  @Override
  public RunningQuery submit(QueryPlan plan, QueryOptions options) {
    var id = QueryId.random();
    var deadline =
        options.timeout().isPresent()
            ? OptionalLong.of(now() + options.timeout().get().toMillis())
            : OptionalLong.empty();
    synchronized (this) {
      var query = new ClusterQuery(id, plan.output(), options, this);
      queries.put(id, query);
      try {
        tell(new Event.QuerySubmitted(id, plan, options.settings(), deadline));
      } catch (MutiraoException refused) {
        queries.remove(id);
        throw refused;
      }
      forgetOldest();
      return query;
    }
  }

  @Override
  public synchronized Optional<RunningQuery> find(QueryId id) {
    return Optional.ofNullable(queries.get(id));
  }

  @Override
  public synchronized List<RunningQuery> queries() {
    return List.copyOf(queries.values());
  }

  @Override
  public void close() {
    var open = queries();
    open.forEach(query -> query.cancel("the end of the server"));
    var ends = open.stream().map(RunningQuery::ended).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      errands.complain("queries did not end", e);
    }
    open.forEach(RunningQuery::close);
    closed = true;
    clock.interrupt();
    errands.close();
  }

  /// Gives an event to the scheduler and has its commands done, in the order of the events.
  ///
  /// @throws MutiraoException when the event is a query that cannot be started
  synchronized void tell(Event event) {
    for (var command : scheduler.apply(event, now())) {
      execute(command);
    }
  }

  /// Whether the executor is one of the cluster.
  synchronized boolean knows(String executor) {
    return scheduler.knows(executor);
  }

  /// The splits that a task asks for.
  CompletableFuture<SplitPortion> splits(
      dev.mutirao.executor.plan.TaskId task, int scan, int count) {
    var question = errands.question();
    tell(new Event.SplitsWanted(task, scan, count, question.request()));
    return question.answer();
  }

  /// Remembers what a task has done so far.
  synchronized void profiled(TaskProfile profile) {
    var query = queries.get(profile.task().query());
    if (query != null) {
      query.profiled(profile);
    }
  }

  /// What the scheduler knows about a query that has not ended.
  synchronized ClusterQuery.Progress progress(QueryId query) {
    return new ClusterQuery.Progress(
        scheduler.state(query), scheduler.events(query), scheduler.splits(query));
  }

  /// Runs a step that is nobody's to wait for.
  void later(Runnable step) {
    errands.later(step);
  }

  void cancel(QueryId query, String by) {
    tell(new Event.CancelRequested(query, Failure.of(QueryErrors.cancelled(by))));
  }

  private void execute(Command command) {
    switch (command) {
      case Command.Launch launch -> {
        queries.get(launch.query()).launched(launch);
        errands.launch(launch);
      }
      case Command.OpenResults(var id, var roots) -> {
        var query = queries.get(id);
        var streams =
            roots.stream().map(root -> exchange.open(root, 0, query.schema(), allocator)).toList();
        query.results().open(streams);
      }
      case Command.ListSplits list -> errands.listSplits(list);
      case Command.GiveSplits(var request, var portion) -> errands.answer(request, portion);
      case Command.RefuseSplits(var request, var failure) -> errands.refuse(request, failure);
      case Command.FailResults(var id, var failure) -> queries.get(id).results().fail(failure);
      case Command.Release release -> errands.release(release);
      case Command.EndQuery end -> {
        var query = queries.get(end.query());
        errands.later(
            () -> query.end(end, profile -> totals.add(profile, query.results().given())));
      }
      case Command.DropExecutor(var executor) -> {
        errands.drop(executor);
        sockets.drop(executor.address());
      }
    }
  }

  private void forgetOldest() {
    if (queries.size() <= REMEMBERED) {
      return;
    }
    var ended = new ArrayList<QueryId>();
    for (var query : queries.values()) {
      if (query.ended().isDone() && ended.size() < queries.size() - REMEMBERED) {
        ended.add(query.id());
      }
    }
    ended.forEach(queries::remove);
  }

  private void tick() {
    while (!closed) {
      try {
        Thread.sleep(100);
        tell(new Event.Tick());
      } catch (InterruptedException e) {
        return; // only `close` interrupts
      } catch (RuntimeException defect) {
        errands.complain("the scheduler failed: " + ErrorCode.INTERNAL_ERROR, defect);
      }
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
