package dev.mutirao.executor.window;

import java.util.List;

/// What a user reads about a window function that is no aggregate.
///
/// @param name lower-case name
/// @param signature how it is called
/// @param description one sentence
/// @param example an expression over {@link dev.mutirao.executor.aggregate.AggregateManual#TABLE}
/// @param exampleRows what it gives on each row, in the order of x, as the `csv` format spells it;
///   `NULL` for NULL
public record WindowDescription(
    String name, String signature, String description, String example, List<String> exampleRows) {
  private static final List<WindowDescription> ALL =
      List.of(
          new WindowDescription(
              "cume_dist",
              "cume_dist() OVER (...)",
              "Part of the partition's rows that are peers of the row or before it.",
              "cume_dist() OVER (ORDER BY y)",
              List.of("0.25", "0.75", "0.75", "1")),
          new WindowDescription(
              "dense_rank",
              "dense_rank() OVER (...)",
              "Number of the row's group of peers, counted from 1.",
              "dense_rank() OVER (ORDER BY y)",
              List.of("1", "2", "2", "3")),
          new WindowDescription(
              "first_value",
              "first_value(x) [IGNORE NULLS] OVER (...)",
              "Value of the first row of the frame.",
              "first_value(y) OVER (ORDER BY x DESC)",
              List.of("40", "40", "40", "40")),
          new WindowDescription(
              "lag",
              "lag(x [, offset [, otherwise]]) [IGNORE NULLS] OVER (...)",
              "Value so many rows before the row, 1 when nothing else is said.",
              "lag(y) OVER (ORDER BY x)",
              List.of("NULL", "10", "20", "20")),
          new WindowDescription(
              "last_value",
              "last_value(x) [IGNORE NULLS] OVER (...)",
              "Value of the last row of the frame.",
              "last_value(s) IGNORE NULLS OVER (ORDER BY x)",
              List.of("b", "a", "a", "a")),
          new WindowDescription(
              "lead",
              "lead(x [, offset [, otherwise]]) [IGNORE NULLS] OVER (...)",
              "Value so many rows after the row, 1 when nothing else is said.",
              "lead(y, 2, 0) OVER (ORDER BY x)",
              List.of("20", "40", "0", "0")),
          new WindowDescription(
              "nth_value",
              "nth_value(x, n) [IGNORE NULLS] OVER (...)",
              "Value of row number n of the frame, counted from 1.",
              "nth_value(y, 2) OVER (ORDER BY x)",
              List.of("NULL", "20", "20", "20")),
          new WindowDescription(
              "ntile",
              "ntile(n) OVER (...)",
              "Bucket of the row when the partition is cut into n of nearly the same size.",
              "ntile(3) OVER (ORDER BY x)",
              List.of("1", "1", "2", "3")),
          new WindowDescription(
              "percent_rank",
              "percent_rank() OVER (...)",
              "Rank from 0 to 1: (rank - 1) / (rows of the partition - 1).",
              "percent_rank() OVER (ORDER BY s)",
              List.of("0.6666666666666666", "0", "0", "1")),
          new WindowDescription(
              "rank",
              "rank() OVER (...)",
              "1 + the rows before the row's peers.",
              "rank() OVER (ORDER BY y)",
              List.of("1", "2", "2", "4")),
          new WindowDescription(
              "row_number",
              "row_number() OVER (...)",
              "Number of the row in its partition, counted from 1.",
              "row_number() OVER (ORDER BY x DESC)",
              List.of("4", "3", "2", "1")));

  public WindowDescription {
    exampleRows = List.copyOf(exampleRows);
  }

  /// All of them, by name.
  public static List<WindowDescription> all() {
    return ALL;
  }
}
