package dev.mutirao.server.random;

import java.util.List;

/// Queries that DuckDB runs and we refuse, known and told in `docs/duckdb.md`: parts of our
/// messages. Every query that is refused so is counted, and a refusal with other words is a
/// difference.
final class KnownRefusals {
  private static final List<String> MESSAGES =
      List.of(
          "GROUPING in a correlated subquery",
          "a correlated subquery compared with another subquery",
          "this correlated subquery",
          "<> ANY with a subquery whose own subqueries depend on its rows",
          "a subquery that depends on both sides of a join",
          "several tables have this column",
          "IN with several columns, some of which can be NULL");

  private KnownRefusals() {}

  static boolean contain(String message) {
    return MESSAGES.stream().anyMatch(message::contains);
  }
}
