package dev.mutirao.server.coordinator;

import dev.mutirao.executor.task.OperatorProfile;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.query.TaskProfile;
import java.util.EnumMap;
import java.util.Map;

/// Sums over all queries that have ended since the start. Thread-safe, guarded by `this`.
public final class QueryTotals {
  private static final int ROOT = 0; // of fragments, and of nodes in a fragment

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
      if (task.task().fragment() == ROOT) {
        rows += rowsGiven(task);
      }
    }
  }

  /// What came out of the last step of the root node, which a filter or the building of a join's
  /// table can be apart from.
  private static long rowsGiven(TaskProfile task) {
    return task.operators().stream()
        .filter(step -> step.node() == ROOT && !step.name().endsWith(" build"))
        .reduce((earlier, later) -> later)
        .map(OperatorProfile::rows)
        .orElse(0L);
  }

  synchronized Totals now() {
    return new Totals(queries, rows, bytesRead);
  }
}
