package dev.mutirao.server.coordinator;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.server.scheduler.Event;
import dev.mutirao.server.scheduler.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The rows of a query: what its root tasks send, until the scheduler says that it failed. Read by
/// one thread; opened and failed by others.
///
/// ```
/// unopened --open--> flowing --every stream ended--> drained
///     '-----fail---------+----> failed
///     '-----close--------'----> closed (the query is cancelled)
/// ```
final class ClusterResults implements BatchStream {
  private final QueryId query;
  private final ClusterQueries queries;
  private final CompletableFuture<Void> opening = new CompletableFuture<>();
  private final CompletableFuture<Void> changed = new CompletableFuture<>();

  // Guarded by this.
  private final List<BatchStream> streams = new ArrayList<>();
  private long given;
  private boolean opened;
  private boolean drained;
  private boolean closed;
  private @Nullable MutiraoException failure;
  private int turn;

  ClusterResults(QueryId query, ClusterQueries queries) {
    this.query = query;
    this.queries = queries;
  }

  /// Gives the streams of the root's tasks, which this one takes over.
  void open(List<BatchStream> roots) {
    boolean wanted;
    synchronized (this) {
      opened = true;
      wanted = !closed;
      if (wanted) {
        streams.addAll(roots);
      }
    }
    if (!wanted) {
      roots.forEach(BatchStream::close);
    }
    queries.later(() -> opening.complete(null));
  }

  /// How many rows the reader has been given.
  synchronized long given() {
    return given;
  }

  void fail(Failure cause) {
    synchronized (this) {
      failure = cause.exception();
    }
    queries.later(() -> changed.complete(null));
  }

  @Override
  public @Nullable Batch poll() {
    boolean justDrained;
    try {
      synchronized (this) {
        if (failure != null) {
          throw failure;
        }
        var batch = takeOne();
        if (batch != null) {
          given += batch.rows();
          return batch;
        }
        justDrained = opened && streams.isEmpty() && !drained && !closed;
        drained |= justDrained;
      }
    } catch (MutiraoException problem) {
      queries.tell(new Event.ResultsFailed(query, Failure.of(problem)));
      throw told(problem);
    }
    if (justDrained) {
      queries.tell(new Event.ResultsDrained(query));
    }
    return null;
  }

  @Override
  public synchronized boolean finished() {
    return closed || (drained && failure == null);
  }

  @Override
  public synchronized CompletableFuture<?> ready() {
    if (failure != null || closed || (opened && streams.isEmpty())) {
      return CompletableFuture.completedFuture(null);
    }
    if (!opened) { // a completed future would keep its reader's thread busy until then
      return CompletableFuture.anyOf(opening, changed);
    }
    var signals = new ArrayList<CompletableFuture<?>>();
    streams.forEach(stream -> signals.add(stream.ready()));
    signals.add(changed);
    return CompletableFuture.anyOf(signals.toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    boolean early;
    List<BatchStream> left;
    synchronized (this) {
      early = !closed && !drained;
      closed = true;
      left = List.copyOf(streams);
      streams.clear();
    }
    left.forEach(BatchStream::close);
    if (early) {
      queries.cancel(query, "its reader");
    }
  }

  private @Nullable Batch takeOne() {
    for (int tries = streams.size(); tries > 0; tries--) {
      turn = turn + 1 < streams.size() ? turn + 1 : 0;
      var stream = streams.get(turn);
      var batch = stream.poll();
      if (batch != null) {
        return batch;
      }
      if (stream.finished()) {
        stream.close();
        streams.remove(turn);
      }
    }
    return null;
  }

  /// The query's first failure, of which `problem` may be only a consequence.
  private synchronized MutiraoException told(MutiraoException problem) {
    return failure != null ? failure : problem;
  }
}
