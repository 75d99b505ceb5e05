package dev.mutirao.executor.window;

import java.util.List;

/// What a user reads about a window function that is no aggregate.
///
/// @param name lower-case name
/// @param signature how it is called
/// @param description one sentence
/// @param example an expression over a table with columns `x` and `y`
public record WindowDescription(String name, String signature, String description, String example) {
  private static final List<WindowDescription> ALL =
      List.of(
          new WindowDescription(
              "cume_dist",
              "cume_dist() OVER (...)",
              "Part of the partition's rows that are peers of the row or before it.",
              "cume_dist() OVER (ORDER BY x)"),
          new WindowDescription(
              "dense_rank",
              "dense_rank() OVER (...)",
              "Number of the row's group of peers, counted from 1.",
              "dense_rank() OVER (ORDER BY x)"),
          new WindowDescription(
              "first_value",
              "first_value(x) [IGNORE NULLS] OVER (...)",
              "Value of the first row of the frame.",
              "first_value(y) OVER (ORDER BY x)"),
          new WindowDescription(
              "lag",
              "lag(x [, offset [, otherwise]]) [IGNORE NULLS] OVER (...)",
              "Value so many rows before the row, 1 when nothing else is said.",
              "lag(y) OVER (ORDER BY x)"),
          new WindowDescription(
              "last_value",
              "last_value(x) [IGNORE NULLS] OVER (...)",
              "Value of the last row of the frame.",
              "last_value(y) OVER (ORDER BY x)"),
          new WindowDescription(
              "lead",
              "lead(x [, offset [, otherwise]]) [IGNORE NULLS] OVER (...)",
              "Value so many rows after the row, 1 when nothing else is said.",
              "lead(y) OVER (ORDER BY x)"),
          new WindowDescription(
              "nth_value",
              "nth_value(x, n) [IGNORE NULLS] OVER (...)",
              "Value of row number n of the frame, counted from 1.",
              "nth_value(y, 2) OVER (ORDER BY x)"),
          new WindowDescription(
              "ntile",
              "ntile(n) OVER (...)",
              "Bucket of the row when the partition is cut into n of nearly the same size.",
              "ntile(4) OVER (ORDER BY x)"),
          new WindowDescription(
              "percent_rank",
              "percent_rank() OVER (...)",
              "Rank from 0 to 1: (rank - 1) / (rows of the partition - 1).",
              "percent_rank() OVER (ORDER BY x)"),
          new WindowDescription(
              "rank",
              "rank() OVER (...)",
              "1 + the rows before the row's peers.",
              "rank() OVER (ORDER BY x)"),
          new WindowDescription(
              "row_number",
              "row_number() OVER (...)",
              "Number of the row in its partition, counted from 1.",
              "row_number() OVER (ORDER BY x)"));

  /// All of them, by name.
  public static List<WindowDescription> all() {
    return ALL;
  }
}
