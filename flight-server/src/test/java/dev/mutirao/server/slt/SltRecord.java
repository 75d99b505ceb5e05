package dev.mutirao.server.slt;

import java.util.List;

/// One step of a `.slt` file, with the line it begins at.
sealed interface SltRecord {
  int line();

  String sql();

  /// A statement that must succeed; its rows do not matter.
  record Statement(int line, String sql) implements SltRecord {}

  /// A statement that must fail with a message that contains `message`.
  record Failure(int line, String sql, String message) implements SltRecord {}

  /// A query whose rows must be `rows`, in this order, or in any order when `sorted`.
  record Query(int line, String sql, boolean sorted, List<String> rows) implements SltRecord {
    public Query {
      rows = List.copyOf(rows);
    }
  }
}
