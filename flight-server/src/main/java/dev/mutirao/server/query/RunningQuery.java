package dev.mutirao.server.query;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.QueryId;
import java.util.concurrent.CompletableFuture;

/// One execution of one statement. Thread-safe, except that {@link #results} has one reader.
///
/// Whoever submits a query closes it; a query whose results are dropped is cancelled by that.
public interface RunningQuery extends AutoCloseable {
  QueryId id();

  /// The columns that the client sees.
  Schema schema();

  /// The rows, always the same stream. Closing it before its end cancels the query.
  BatchStream results();

  /// Stops the query everywhere; `by` completes the sentence "the query was cancelled by ...". Does
  /// nothing once the query has ended. Returns at once.
  void cancel(String by);

  /// What the query has done so far, per task and operator.
  QueryProfile profile();

  /// Completes, never exceptionally, when no task of the query runs any more and its final profile
  /// is known.
  CompletableFuture<QueryState> ended();

  /// Cancels the query unless it has ended, and closes its results. Returns at once.
  @Override
  void close();
}
