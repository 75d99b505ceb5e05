package dev.mutirao.server.coordinator;

import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import java.util.EnumMap;
import java.util.Map;

/// Sums over all queries that have ended since the start. Thread-safe, guarded by `this`.
public final class QueryTotals {
  /// Where tasks report what their output was given.
  private static final int OUTPUT = -1;

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

  synchronized void add(QueryProfile ended) {
    queries.merge(ended.state(), 1L, Long::sum);
    for (var task : ended.tasks()) {
      bytesRead += task.scans().bytesRead();
      for (var operator : task.operators()) {
        if (task.task().fragment() == 0 && operator.node() == OUTPUT) {
          rows += operator.rows();
        }
      }
    }
  }

  synchronized Totals now() {
    return new Totals(queries, rows, bytesRead);
  }
}
