package dev.mutirao.server.random;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One piece of SQL, as we take it and as DuckDB takes it.
record Sql(String ours, String theirs) {
  static final Sql NONE = of("");

  static Sql of(String both) {
    return new Sql(both, both);
  }

  /// Fills the `%s` of a text that both read alike.
  static Sql of(String both, Object... parts) {
    return either(both, both, parts);
  }

  /// Fills the `%s` of a text for us and one for DuckDB with the same parts: {@link Sql}, {@link
  /// Expression}, or what `toString` spells.
  static Sql either(String ours, String theirs, Object... parts) {
    return new Sql(fill(ours, parts, Sql::ours), fill(theirs, parts, Sql::theirs));
  }

  static Sql join(String between, List<Sql> parts) {
    return new Sql(
        parts.stream().map(Sql::ours).collect(Collectors.joining(between)),
        parts.stream().map(Sql::theirs).collect(Collectors.joining(between)));
  }

  private static String fill(String text, Object[] parts, Function<Sql, String> side) {
    var filled = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      filled[i] =
          switch (parts[i]) {
            case Sql sql -> side.apply(sql);
            case Expression expression -> side.apply(expression.sql());
            case Object other -> other;
          };
    }
    return text.formatted(filled);
  }
}
