package dev.mutirao.server.random;

import java.util.List;

/// A query for both engines.
///
/// @param columns what it gives
/// @param ordered whether the order of its rows is asked for, and total
record RandomQuery(Sql sql, List<Expression> columns, boolean ordered) {
  /// Whether the engines may round a column differently.
  boolean approximate(int column) {
    return columns.get(column).approximate();
  }
}
