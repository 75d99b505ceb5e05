package dev.mutirao.executor.plan;

/// Names one attempt of one fragment on one of the executors of a query (`index` from 0).
public record TaskId(QueryId query, int fragment, int index, int attempt) {
  @Override
  public String toString() {
    return query + "." + fragment + "." + index + "." + attempt;
  }
}
