package dev.mutirao.server.coordinator;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.ScanProfile;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.query.TaskProfile;
import dev.mutirao.server.scheduler.Command;
import dev.mutirao.server.scheduler.Failure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A query that runs on the cluster, as its client sees it. Thread-safe; what it has gathered is
/// guarded by `this`.
final class ClusterQuery implements RunningQuery {
  /// What the scheduler knows of it until it ends.
  record Progress(Optional<QueryState> state, List<String> events, Map<TaskId, Long> splits) {}

  private static final Comparator<TaskId> ORDER =
      Comparator.comparingInt(TaskId::fragment)
          .thenComparingInt(TaskId::index)
          .thenComparingInt(TaskId::attempt);

  private final QueryId id;
  private final Schema schema;
  private final QueryOptions options;
  private final ClusterQueries queries;
  private final ClusterResults results;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final CompletableFuture<QueryState> ended = new CompletableFuture<>();
  private final Map<TaskId, String> executors = new TreeMap<>(ORDER);
  private final Map<TaskId, dev.mutirao.executor.task.TaskProfile> profiles = new TreeMap<>(ORDER);
  private Command.@Nullable EndQuery end;
  private long elapsedNanos;

  ClusterQuery(QueryId id, Schema schema, QueryOptions options, ClusterQueries queries) {
    this.id = id;
    this.schema = schema;
    this.options = options;
    this.queries = queries;
    this.results = new ClusterResults(id, queries);
  }

  @Override
  public QueryId id() {
    return id;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public ClusterResults results() {
    return results;
  }

  @Override
  public void cancel(String by) {
    queries.cancel(id, by);
  }

  @Override
  public CompletableFuture<QueryState> ended() {
    return ended;
  }

  @Override
  public void close() {
    results.close();
  }

  @Override
  public QueryProfile profile() {
    var progress = queries.progress(id);
    synchronized (this) {
      var over = end;
      var state = over != null ? over.state() : progress.state().orElse(QueryState.RUNNING);
      var splits = over != null ? over.splits() : progress.splits();
      return new QueryProfile(
          id,
          options.sql(),
          options.user(),
          state,
          started,
          over != null ? elapsedNanos : System.nanoTime() - startedNanos,
          over != null ? over.failure().map(Failure::message) : Optional.empty(),
          executors.keySet().stream()
              .map(task -> profile(task, state, splits.getOrDefault(task, 0L)))
              .toList(),
          over != null ? over.events() : progress.events());
    }
  }

  synchronized void launched(Command.Launch launch) {
    launch.tasks().forEach(task -> executors.put(task.task(), launch.executor().name()));
  }

  synchronized void profiled(dev.mutirao.executor.task.TaskProfile profile) {
    profiles.put(profile.task(), profile);
  }

  /// @param counted hears of the end before those who wait for it
  void end(Command.EndQuery how, Consumer<QueryProfile> counted) {
    synchronized (this) {
      end = how;
      elapsedNanos = System.nanoTime() - startedNanos;
    }
    counted.accept(profile());
    ended.complete(how.state());
  }

  private TaskProfile profile(TaskId task, QueryState state, long splits) {
    var told = profiles.get(task);
    return new TaskProfile(
        task,
        executors.getOrDefault(task, "?"),
        state.ended() ? "ended" : told == null ? "starting" : "running",
        splits,
        told == null ? 0 : told.nanos(),
        told == null ? 0 : told.peakMemory(),
        told == null ? ScanProfile.NONE : told.scans(),
        told == null ? List.of() : told.operators());
  }
}
