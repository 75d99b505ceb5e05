package dev.mutirao.executor.function;

import java.util.List;

/// What users read about a function that belongs to a clause of a query: one that gives rows in a
/// FROM clause, or tells the keys of a group. The examples run as tests.
///
/// @param name lower case
/// @param signature how it is called
/// @param description one sentence
/// @param example a query
/// @param exampleRows what it gives, a row a text as the `csv` format spells it, with `|` between
///   columns
public record QueryFunction(
    String name,
    Kind kind,
    String signature,
    String description,
    String example,
    List<String> exampleRows) {
  private static final List<QueryFunction> ALL =
      List.of(
          new QueryFunction(
              "generate_series",
              Kind.TABLE,
              "generate_series(start, stop [, step])",
              "Whole numbers; or timestamps, with an interval as step.",
              "SELECT * FROM generate_series(1, 10, 4)",
              List.of("1", "5", "9")),
          new QueryFunction(
              "grouping",
              Kind.GROUPING,
              "grouping(key, ...)",
              "Of GROUPING SETS, ROLLUP and CUBE: a bit for each key, 1 where the row has all of its values together. Also grouping_id.",
              "SELECT x, grouping(x) FROM (VALUES (7)) AS t(x) GROUP BY ROLLUP (x) ORDER BY 1",
              List.of("7|0", "NULL|1")),
          new QueryFunction(
              "range",
              Kind.TABLE,
              "range(stop), range(start, stop)",
              "Whole numbers below stop, from 0 or start, as column value.",
              "SELECT * FROM range(2, 5)",
              List.of("2", "3", "4")),
          new QueryFunction(
              "read_csv",
              Kind.TABLE,
              "read_csv(path [, option => value, ...])",
              "The rows of CSV files, with options.",
              "SELECT count(*) FROM read_csv('examples/dados.csv', header => true)",
              List.of("1000")),
          new QueryFunction(
              "read_parquet",
              Kind.TABLE,
              "read_parquet(path [, option => value, ...])",
              "The rows of Parquet files.",
              "SELECT count(*) FROM read_parquet('examples/dados.parquet')",
              List.of("1000")),
          new QueryFunction(
              "simulate",
              Kind.TABLE,
              "simulate(trials => n [, steps => m] [, seed => s])",
              "A row (trial, step, seed) for each step of each trial, for the functions that give random numbers.",
              "SELECT * FROM simulate(trials => 1, steps => 2, seed => 42)",
              List.of("0|0|42", "0|1|42")));

  public QueryFunction {
    exampleRows = List.copyOf(exampleRows);
  }

  /// To which clause it belongs.
  public enum Kind {
    /// Gives rows in a FROM clause.
    TABLE,
    /// Stands with GROUP BY.
    GROUPING
  }

  /// All of them, by name.
  public static List<QueryFunction> all() {
    return ALL;
  }

  /// Names of those of a kind.
  public static List<String> names(Kind kind) {
    return ALL.stream()
        .filter(function -> function.kind() == kind)
        .map(QueryFunction::name)
        .toList();
  }
}
