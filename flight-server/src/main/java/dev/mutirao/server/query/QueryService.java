package dev.mutirao.server.query;

import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import java.util.List;
import java.util.Optional;

/// Runs planned queries, on this process's threads or on a cluster. Thread-safe.
public interface QueryService extends AutoCloseable {
  /// How many executors a query submitted now would run on: what to plan for. At least 1 in an
  /// embedded engine; 0 when a cluster has none.
  int executors();

  /// Starts a query and returns at once. What goes wrong afterwards comes out of {@link
  /// RunningQuery#results}.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the query cannot be started at all
  ///   (no executors, too many queries)
  RunningQuery submit(QueryPlan plan, QueryOptions options);

  /// A query that is running, or one of those that ended last.
  Optional<RunningQuery> find(QueryId id);

  /// The queries that are running and those that ended last, oldest first.
  List<RunningQuery> queries();

  /// Cancels what runs, waits for it, and releases everything.
  @Override
  void close();
}
