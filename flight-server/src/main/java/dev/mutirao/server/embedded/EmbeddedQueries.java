package dev.mutirao.server.embedded;

import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.task.TaskRunner;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.query.RunningQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs queries on this process's own threads: one executor, so rows change none. Thread-safe.
public final class EmbeddedQueries implements QueryService {
  private static final int REMEMBERED = 100;

  private final TaskRunner runner;
  private final ScheduledExecutorService timeouts;
  private final ArrayDeque<EmbeddedQuery> queries = new ArrayDeque<>();

  /// Takes the runner over.
  public EmbeddedQueries(TaskRunner runner) {
    this.runner = runner;
    var timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timeouts").factory());
    timer.setRemoveOnCancelPolicy(true);
    this.timeouts = timer;
  }

  @Override
  public int executors() {
    return 1;
  }

  @Override
  public RunningQuery submit(QueryPlan plan, QueryOptions options) {
    var query = new EmbeddedQuery(QueryId.random(), plan, options, runner);
    synchronized (queries) {
      queries.add(query);
      forgetOldest();
    }
    try {
      query.start();
    } catch (RuntimeException | Error refused) {
      synchronized (queries) {
        queries.remove(query);
      }
      throw refused;
    }
    options
        .timeout()
        .ifPresent(limit -> {
          var alarm =
              timeouts.schedule(
                  () -> query.timeOut(limit), limit.toMillis(), TimeUnit.MILLISECONDS);
          var unused = query.ended().thenRun(() -> alarm.cancel(false));
        });
    return query;
  }

  private void forgetOldest() {
    var ended = queries.iterator();
    for (int most = queries.size() - REMEMBERED; most > 0 && ended.hasNext(); ) {
      if (ended.next().released().isDone()) {
        ended.remove();
        most--;
      }
    }
  }

  @Override
  public Optional<RunningQuery> find(QueryId id) {
    return queries().stream().filter(query -> query.id().equals(id)).findFirst();
  }

  @Override
  public List<RunningQuery> queries() {
    synchronized (queries) {
      return new ArrayList<>(queries);
    }
  }

  @Override
  public void close() {
    List<EmbeddedQuery> open;
    synchronized (queries) {
      open = List.copyOf(queries);
    }
    open.forEach(EmbeddedQuery::close);
    CompletableFuture.allOf(
            open.stream().map(EmbeddedQuery::released).toArray(CompletableFuture<?>[]::new))
        .join();
    timeouts.shutdownNow();
    runner.close();
  }
}
