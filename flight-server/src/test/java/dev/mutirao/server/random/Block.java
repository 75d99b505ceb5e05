package dev.mutirao.server.random;

import java.util.List;

/// A query or subquery.
///
/// @param names of its columns
/// @param key positions of columns whose values no two rows share; empty when rows may be equal
/// @param rows how many there can be
record Block(Sql sql, List<String> names, List<Expression> columns, List<Integer> key, long rows) {
  Block {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /// As a table in FROM.
  ///
  /// @param from the alias with or without what it stands for
  Source as(String alias, Sql from) {
    var named = new java.util.ArrayList<Expression>();
    for (int i = 0; i < names.size(); i++) {
      named.add(columns.get(i).as(Sql.of(alias + "." + names.get(i))));
    }
    return new Source(from, named, key.stream().map(named::get).toList(), rows);
  }
}
