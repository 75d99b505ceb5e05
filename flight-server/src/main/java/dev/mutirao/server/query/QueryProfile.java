package dev.mutirao.server.query;

import dev.mutirao.executor.plan.QueryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a query did, for `EXPLAIN ANALYZE`, the query list and the dashboard.
///
/// @param started when it was submitted
/// @param elapsedNanos wall time until now, or until its end
/// @param error the complete message of its failure
/// @param tasks in order of fragment and executor
/// @param events what happened to the query, oldest first; bounded
public record QueryProfile(
    QueryId id,
    String sql,
    String user,
    QueryState state,
    Instant started,
    long elapsedNanos,
    Optional<String> error,
    List<TaskProfile> tasks,
    List<String> events) {
  public QueryProfile {
    tasks = List.copyOf(tasks);
    events = List.copyOf(events);
  }
}
