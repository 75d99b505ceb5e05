package dev.mutirao.server.coordinator;

import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import java.util.EnumMap;
import java.util.Map;

/// Sums over all queries that have ended since the start. Thread-safe, guarded by `this`.
public final class QueryTotals {
  /// @param queries how many have ended, and how
  /// @param rows that were given to clients
  /// @param bytesRead from storage
  public record Totals(Map<QueryState, Long> queries, long rows, long bytesRead) {
    public Totals {
      queries = Map.copyOf(queries);
    }
  }

  private final Map<QueryState, Long> queries = new EnumMap<>(QueryState.class);
  private long rows;
  private long bytesRead;

  QueryTotals() {}

  /// Adds a query that has ended.
  ///
  /// @param given rows that its client was given
  synchronized void add(QueryProfile ended, long given) {
    queries.merge(ended.state(), 1L, Long::sum);
    rows += given;
    for (var task : ended.tasks()) {
      bytesRead += task.scans().bytesRead();
    }
  }

  synchronized Totals now() {
    return new Totals(queries, rows, bytesRead);
  }
}
