package dev.mutirao.server.random;

import static dev.mutirao.server.random.Kind.BIGINT;
import static dev.mutirao.server.random.Kind.BOOLEAN;
import static dev.mutirao.server.random.Kind.DATE;
import static dev.mutirao.server.random.Kind.DECIMAL;
import static dev.mutirao.server.random.Kind.DOUBLE;
import static dev.mutirao.server.random.Kind.INTEGER;
import static dev.mutirao.server.random.Kind.REAL;
import static dev.mutirao.server.random.Kind.SMALLINT;
import static dev.mutirao.server.random.Kind.TIME;
import static dev.mutirao.server.random.Kind.TIMESTAMP;
import static dev.mutirao.server.random.Kind.TINYINT;
import static dev.mutirao.server.random.Kind.VARCHAR;
import static dev.mutirao.server.random.Kind.WILD;

import java.util.List;

/// Functions that both engines have, perhaps under two names.
///
/// @param bound of a number: how large it can be
/// @param ours with a `%s` for every argument
record Functions(Kind result, double bound, String ours, String theirs, List<Kind> arguments) {
  static final List<Functions> ALL =
      List.of(
          same(VARCHAR, "upper(%s)", VARCHAR),
          same(VARCHAR, "lower(%s)", VARCHAR),
          same(VARCHAR, "(%s || %s)", VARCHAR, VARCHAR),
          same(VARCHAR, "concat(%s, %s)", VARCHAR, VARCHAR),
          same(VARCHAR, "trim(%s)", VARCHAR),
          same(VARCHAR, "ltrim(%s)", VARCHAR),
          same(VARCHAR, "rtrim(%s)", VARCHAR),
          same(VARCHAR, "reverse(%s)", VARCHAR),
          same(VARCHAR, "substring(%s FROM 2)", VARCHAR),
          same(VARCHAR, "substring(%s FROM 1 FOR 2)", VARCHAR),
          same(VARCHAR, "left(%s, 2)", VARCHAR),
          same(VARCHAR, "right(%s, 1)", VARCHAR),
          same(VARCHAR, "lpad(%s, 5, 'xy')", VARCHAR),
          same(VARCHAR, "rpad(%s, 4, '.')", VARCHAR),
          same(VARCHAR, "replace(%s, 'a', %s)", VARCHAR, VARCHAR),
          same(VARCHAR, "repeat(%s, 2)", VARCHAR),
          same(VARCHAR, "split_part(%s, 'a', 1)", VARCHAR),
          same(VARCHAR, "CAST(%s AS VARCHAR)", INTEGER),
          same(VARCHAR, "CAST(%s AS VARCHAR)", BIGINT),
          same(VARCHAR, "CAST(%s AS VARCHAR)", BOOLEAN),
          same(VARCHAR, "CAST(%s AS VARCHAR)", DATE),
          same(VARCHAR, "CAST(%s AS VARCHAR)", TIMESTAMP),
          same(VARCHAR, "CAST(%s AS VARCHAR)", TIME),
          size(INTEGER, 10_000, "length(%s)", "CAST(length(%s) AS INTEGER)", VARCHAR),
          size(
              INTEGER,
              10_000,
              "strpos(%s, %s)",
              "CAST(strpos(%s, %s) AS INTEGER)",
              VARCHAR,
              VARCHAR),
          size(INTEGER, 4_000_000, "(%s - %s)", "CAST(%s - %s AS INTEGER)", DATE, DATE),
          size(INTEGER, 1, "CAST(%s AS INTEGER)", "CAST(%s AS INTEGER)", BOOLEAN),
          size(BIGINT, 1e4, "EXTRACT(YEAR FROM %s)", "EXTRACT(YEAR FROM %s)", DATE),
          size(BIGINT, 12, "EXTRACT(MONTH FROM %s)", "EXTRACT(MONTH FROM %s)", TIMESTAMP),
          size(BIGINT, 31, "EXTRACT(DAY FROM %s)", "EXTRACT(DAY FROM %s)", DATE),
          size(BIGINT, 366, "EXTRACT(DOY FROM %s)", "EXTRACT(DOY FROM %s)", DATE),
          size(BIGINT, 6, "EXTRACT(DOW FROM %s)", "EXTRACT(DOW FROM %s)", DATE),
          size(BIGINT, 4, "EXTRACT(QUARTER FROM %s)", "EXTRACT(QUARTER FROM %s)", DATE),
          size(BIGINT, 53, "EXTRACT(WEEK FROM %s)", "EXTRACT(WEEK FROM %s)", DATE),
          size(BIGINT, 24, "EXTRACT(HOUR FROM %s)", "EXTRACT(HOUR FROM %s)", TIMESTAMP),
          size(BIGINT, 60, "EXTRACT(MINUTE FROM %s)", "EXTRACT(MINUTE FROM %s)", TIME),
          size(BIGINT, 1e4, "CAST(%s AS BIGINT)", "CAST(%s AS BIGINT)", SMALLINT),
          same(DATE, "CAST(%s AS DATE)", TIMESTAMP),
          same(DATE, "CAST(date_trunc('month', %s) AS DATE)", DATE),
          same(DATE, "CAST(date_trunc('year', %s) AS DATE)", DATE),
          same(DATE, "CAST(date_trunc('week', %s) AS DATE)", DATE),
          same(DATE, "last_day(%s)", DATE),
          same(TIMESTAMP, "CAST(%s AS TIMESTAMP)", DATE),
          same(TIMESTAMP, "date_trunc('hour', %s)", TIMESTAMP),
          same(TIMESTAMP, "date_trunc('day', %s)", TIMESTAMP),
          same(TIMESTAMP, "date_trunc('quarter', %s)", TIMESTAMP),
          same(TIME, "CAST(%s AS TIME)", TIMESTAMP),
          same(VARCHAR, "concat_ws('-', %s, %s)", VARCHAR, VARCHAR),
          same(VARCHAR, "translate(%s, 'ab', 'x')", VARCHAR),
          same(VARCHAR, "CAST(%s AS VARCHAR)", DECIMAL),
          size(INTEGER, 1_200_000, "ascii(%s)", "ascii(%s)", VARCHAR),
          size(
              INTEGER,
              1e9,
              "TRY_CAST(left(%s, 9) AS INTEGER)",
              "TRY_CAST(left(%s, 9) AS INTEGER)",
              VARCHAR),
          size(SMALLINT, 40_000, "TRY_CAST(%s AS SMALLINT)", "TRY_CAST(%s AS SMALLINT)", INTEGER),
          size(TINYINT, 200, "TRY_CAST(%s AS TINYINT)", "TRY_CAST(%s AS TINYINT)", INTEGER),
          size(BIGINT, 9.3e18, "TRY_CAST(%s AS BIGINT)", "TRY_CAST(%s AS BIGINT)", WILD),
          size(
              BIGINT,
              4_000_000,
              "date_diff('day', %s, %s)",
              "date_diff('day', %s, %s)",
              DATE,
              DATE),
          size(INTEGER, 1, "CAST(sign(%s) AS INTEGER)", "CAST(sign(%s) AS INTEGER)", INTEGER),
          same(DATE, "TRY_CAST(%s AS DATE)", VARCHAR),
          same(DATE, "(%s - 3)", DATE),
          same(BOOLEAN, "(%s IS FALSE)", BOOLEAN),
          same(BOOLEAN, "(%s IS NULL)", BOOLEAN),
          same(BOOLEAN, "(NOT %s)", BOOLEAN),
          same(BOOLEAN, "ends_with(%s, %s)", VARCHAR, VARCHAR),
          same(BOOLEAN, "regexp_matches(%s, '^a.*b')", VARCHAR),
          size(WILD, 0, "round(%s)", "round_even(%s, 0)", DOUBLE),
          same(WILD, "CAST(%s AS DOUBLE)", DECIMAL),
          same(WILD, "CAST(%s AS DOUBLE)", INTEGER),
          same(WILD, "CAST(%s AS DOUBLE)", REAL),
          same(BOOLEAN, "starts_with(%s, %s)", VARCHAR, VARCHAR),
          same(BOOLEAN, "contains(%s, %s)", VARCHAR, VARCHAR),
          same(BOOLEAN, "(%s IS TRUE)", BOOLEAN),
          same(BOOLEAN, "(%s IS NOT FALSE)", BOOLEAN),
          same(BOOLEAN, "(%s IS NOT TRUE)", BOOLEAN),
          same(BOOLEAN, "isnan(%s)", WILD),
          same(WILD, "(%s + %s)", WILD, WILD),
          same(WILD, "(%s * %s)", WILD, WILD),
          same(WILD, "(%s - %s)", WILD, WILD),
          same(WILD, "(%s / NULLIF(%s, 0))", WILD, WILD),
          same(WILD, "(%s / NULLIF(%s, 0))", DOUBLE, DOUBLE),
          same(WILD, "(- %s)", WILD),
          same(WILD, "abs(%s)", WILD),
          same(WILD, "floor(%s)", WILD),
          same(WILD, "ceil(%s)", WILD),
          same(WILD, "CAST(%s AS DOUBLE)", BIGINT),
          same(WILD, "sqrt(abs(%s))", DOUBLE));

  private static Functions same(Kind result, String both, Kind... arguments) {
    return new Functions(result, 0, both, both, List.of(arguments));
  }

  private static Functions size(
      Kind result, double bound, String ours, String theirs, Kind... arguments) {
    return new Functions(result, bound, ours, theirs, List.of(arguments));
  }

  /// Those with a result of this kind.
  static List<Functions> of(Kind kind) {
    return ALL.stream().filter(function -> function.result == kind).toList();
  }
}
