package dev.mutirao.planner.fragment;

import java.util.List;

/// Where the rows of a piece are while it runs.
sealed interface Spread {
  /// Whether rows with equal values in `columns` are surely on one executor of `spread`.
  static boolean keepsTogether(Spread spread, List<Integer> columns) {
    return switch (spread) {
      case Single ignored -> true;
      case Anywhere ignored -> false;
      case Hashed(var hashed) -> columns.containsAll(hashed);
    };
  }

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
