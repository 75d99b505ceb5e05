package dev.mutirao.server.random;

import java.util.List;

/// What stands in FROM.
///
/// @param columns in the order of `*`
/// @param key columns whose values no two rows share; empty when rows may be equal
/// @param rows how many there can be
record Source(Sql sql, List<Expression> columns, List<Expression> key, long rows) {
  Source {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
