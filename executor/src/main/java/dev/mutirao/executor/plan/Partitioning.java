package dev.mutirao.executor.plan;

import java.util.List;

/// How the rows of a fragment are spread over the tasks that consume them.
public sealed interface Partitioning {
  /// Everything goes to the one consumer.
  record Single() implements Partitioning {}

  /// Rows with equal values in `columns` go to the same consumer (NULL equals NULL here). Never
  /// empty.
  record Hash(List<Integer> columns) implements Partitioning {
    public Hash {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("hash partitioning needs columns");
      }
    }
  }

  /// Every consumer gets every row.
  record Broadcast() implements Partitioning {}

  /// Batches are dealt in turn.
  record RoundRobin() implements Partitioning {}

  /// Rows stay on their executor, where each of `readers` {@link PlanNode.SharedSource}s reads all
  /// of them. What one has not read yet is kept in memory, however much it is: a producer that
  /// waited for a slow reader could wait for ever, for that one may wait for a faster one.
  record Shared(int readers) implements Partitioning {}
}
