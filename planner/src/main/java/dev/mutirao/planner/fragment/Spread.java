package dev.mutirao.planner.fragment;

import java.util.List;

/// Where the rows of a piece are while it runs.
sealed interface Spread {
  /// All on one executor.
  record Single() implements Spread {}

  /// On every executor, no matter which row where.
  record Anywhere() implements Spread {}

  /// On every executor, rows with equal values in `columns` on the same one.
  record Hashed(List<Integer> columns) implements Spread {
    public Hashed {
      columns = List.copyOf(columns);
    }
  }

  Spread SINGLE = new Single();
  Spread ANYWHERE = new Anywhere();
}
