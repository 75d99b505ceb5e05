package dev.mutirao.server.node;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.TaskProfile;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.exchange.TaskOutput;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import dev.mutirao.server.scheduler.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The queries that have tasks in this process. A consumer in another process may ask for a task's
/// output before the task is launched here, and a query may be over before it is launched here.
/// Thread-safe, guarded by `this`.
final class HostedQueries {
  private static final int REMEMBERED_ENDS = 1_000;

  private final Function<TaskSpecification, HostedTask> starter;
  private final Map<QueryId, HostedQuery> open = new LinkedHashMap<>();
  private final Map<QueryId, Failure> ends =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<QueryId, Failure> eldest) {
          return size() > REMEMBERED_ENDS;
        }
      };
  private @Nullable Failure closed;

  /// @param starter starts a task
  HostedQueries(Function<TaskSpecification, HostedTask> starter) {
    this.starter = starter;
  }

  /// Starts tasks, those that others read first.
  ///
  /// @throws MutiraoException when one cannot be started, or the query is over already, or this is
  ///   closed
  void launch(QueryId query, List<TaskSpecification> tasks) {
    for (var task : tasks.reversed()) {
      hosted(query).launch(task, starter);
    }
  }

  /// The queue that a ticket names, once its task is launched; fails when the query ends before.
  CompletableFuture<TaskOutput> queue(ExchangeTicket ticket) {
    try {
      return hosted(ticket.task().query())
          .task(ticket.task())
          .thenApply(task -> task.queue(ticket.consumer()));
    } catch (MutiraoException over) {
      return CompletableFuture.failedFuture(over);
    }
  }

  /// The queue of a task that is launched here already.
  BatchStream output(TaskId task, int consumer) {
    return hosted(task.query()).task(task).join().output(consumer);
  }

  /// Stops a query's tasks, waits until their memory is given back, and says what they did.
  List<TaskProfile> release(QueryId query, Failure reason) {
    HostedQuery hosted;
    synchronized (this) {
      ends.put(query, reason);
      hosted = open.remove(query);
    }
    return hosted == null ? List.of() : hosted.release(reason.exception());
  }

  /// Stops everything, and refuses what others still ask for: they learn only later that this
  /// process is gone.
  void close(Failure reason) {
    synchronized (this) {
      closed = reason;
    }
    releaseAll(reason);
  }

  /// Stops everything.
  void releaseAll(Failure reason) {
    List<QueryId> queries;
    synchronized (this) {
      queries = List.copyOf(open.keySet());
    }
    queries.forEach(query -> release(query, reason));
  }

  /// Whether the query has tasks here and has not been released.
  synchronized boolean holds(QueryId query) {
    return open.containsKey(query);
  }

  /// How many queries have tasks here.
  synchronized int size() {
    return open.size();
  }

  /// What the tasks here have done so far.
  List<TaskProfile> profiles() {
    List<HostedQuery> queries;
    synchronized (this) {
      queries = new ArrayList<>(open.values());
    }
    return queries.stream().flatMap(query -> query.profiles().stream()).toList();
  }

  private synchronized HostedQuery hosted(QueryId query) {
    var end = closed == null ? ends.get(query) : closed;
    if (end != null) {
      throw end.exception();
    }
    return open.computeIfAbsent(query, id -> new HostedQuery());
  }

  /// The tasks of one query in this process. Thread-safe, guarded by `this`.
  private static final class HostedQuery {
    private final Map<TaskId, CompletableFuture<HostedTask>> tasks = new LinkedHashMap<>();
    private int starting;
    private boolean released;

    synchronized CompletableFuture<HostedTask> task(TaskId id) {
      var task = tasks.computeIfAbsent(id, key -> new CompletableFuture<>());
      if (released && !task.isDone()) {
        task.completeExceptionally(
            EngineErrors.relayed(ErrorCode.CANCELLED, "the query has ended"));
      }
      return task;
    }

    /// Starts a task without the lock: it may fetch jars of functions, and heartbeats ask for
    /// profiles meanwhile.
    void launch(TaskSpecification specification, Function<TaskSpecification, HostedTask> starter) {
      synchronized (this) {
        if (released) {
          throw EngineErrors.relayed(ErrorCode.CANCELLED, "the query has ended");
        }
        starting++;
      }
      HostedTask started = null;
      try {
        started = starter.apply(specification);
      } finally {
        begun(specification.task(), started);
      }
    }

    /// @param started null when the task could not be started
    private synchronized void begun(TaskId task, @Nullable HostedTask started) {
      starting--;
      notifyAll();
      var awaited = tasks.computeIfAbsent(task, key -> new CompletableFuture<>());
      if (started != null && !awaited.complete(started)) {
        tasks.put(task, CompletableFuture.completedFuture(started)); // for `release`, which waits
      }
    }

    List<TaskProfile> release(MutiraoException reason) {
      List<HostedTask> started;
      List<CompletableFuture<HostedTask>> waiting;
      synchronized (this) {
        released = true;
        awaitStarts();
        started = started();
        waiting = tasks.values().stream().filter(task -> !task.isDone()).toList();
      }
      waiting.forEach(task -> task.completeExceptionally(reason));
      started.forEach(task -> task.stop(reason));
      started.forEach(HostedTask::awaitRelease);
      return started.stream().map(HostedTask::profile).toList();
    }

    /// Waits until no task is being started, whatever the thread is asked meanwhile.
    private void awaitStarts() {
      boolean interrupted = false;
      while (starting > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized List<TaskProfile> profiles() {
      return started().stream().map(HostedTask::profile).toList();
    }

    private List<HostedTask> started() {
      return tasks.values().stream()
          .filter(task -> task.isDone() && !task.isCompletedExceptionally())
          .map(CompletableFuture::join)
          .toList();
    }
  }
}
