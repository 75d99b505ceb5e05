package dev.mutirao.server.query;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.task.ScanProfile;
import java.util.Optional;
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

  /// What a person should be told once the rows have ended: malformed rows that were ignored.
  default Optional<String> notice() {
    var scans = profile().tasks().stream().map(TaskProfile::scans).toList();
    long ignored = scans.stream().mapToLong(ScanProfile::rowsIgnored).sum();
    return ignored == 0
        ? Optional.empty()
        : scans.stream()
            .map(ScanProfile::example)
            .filter(example -> !example.isEmpty())
            .findFirst()
            .map(example -> "ignored " + ignored + " malformed rows, such as " + example);
  }

  /// Cancels the query unless it has ended, and closes its results. Returns at once.
  @Override
  void close();
}
