package dev.mutirao.server.random;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/// Values of every kind, the most usual ones first. Data and literals are drawn from the same
/// pools, so that conditions hold for some rows and joins match.
final class Pools {
  private static final List<String> TEXTS =
      List.of(
          "a",
          "b",
          "",
          "ab",
          "A",
          "abc",
          "é",
          "ba",
          " a ",
          "12",
          "ação",
          "日本",
          "a%b",
          "a_b",
          "😀",
          "O'Neil",
          "NULL",
          "\t",
          "x,\"y\"",
          "-3",
          "a".repeat(300),
          "zz\nz",
          "ÉCOLE",
          "aa");
  private static final List<LocalDate> DATES =
      List.of(
          LocalDate.of(2024, 1, 1),
          LocalDate.of(2024, 1, 2),
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2023, 12, 31),
          LocalDate.of(1970, 1, 1),
          LocalDate.of(1969, 12, 31),
          LocalDate.of(2000, 2, 29),
          LocalDate.of(1900, 3, 1),
          LocalDate.of(2024, 3, 31),
          LocalDate.of(1, 1, 1),
          LocalDate.of(9999, 12, 31));
  private static final List<LocalTime> TIMES =
      List.of(
          LocalTime.of(12, 0),
          LocalTime.MIDNIGHT,
          LocalTime.of(10, 30, 15),
          LocalTime.of(23, 59, 59, 999_999_000),
          LocalTime.of(0, 0, 0, 1_000),
          LocalTime.of(23, 59, 59));
  private static final List<Double> WILD =
      List.of(
          0.5,
          -0.0,
          0.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0.1,
          -1e300,
          1e300,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          3.0,
          1e15,
          -2.5);
  private static final int[] SMALL = {1, 2, 0, 3, -1, 5, 4, 10, 7, -3, 12, 100};

  private Pools() {}

  /// How many values of a kind there are.
  static int size(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> 2;
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> SMALL.length;
      case WILD -> WILD.size();
      case VARCHAR -> TEXTS.size();
      case DATE, TIMESTAMP -> DATES.size();
      case TIME -> TIMES.size();
    };
  }

  /// A value as Java and DuckDB's driver hold it.
  static Object value(Kind kind, int index, int scale) {
    int small = SMALL[index % SMALL.length];
    return switch (kind) {
      case BOOLEAN -> index % 2 == 0;
      case TINYINT -> (byte) small;
      case SMALLINT -> (short) small;
      case INTEGER -> small;
      case BIGINT -> (long) small;
      case REAL -> small * 0.125f;
      case DOUBLE -> small * 0.125;
      case DECIMAL -> BigDecimal.valueOf(small * (scale > 1 ? 11L : 1L), scale);
      case WILD -> WILD.get(index % WILD.size());
      case VARCHAR -> TEXTS.get(index % TEXTS.size());
      case DATE -> DATES.get(index % DATES.size());
      case TIMESTAMP -> timestamp(index);
      case TIME -> TIMES.get(index % TIMES.size());
    };
  }

  private static LocalDateTime timestamp(int index) {
    return DATES.get(index % DATES.size()).atTime(TIMES.get(index * 7 % TIMES.size()));
  }

  /// The least and greatest values of an integer kind.
  static Object extreme(Kind kind, boolean greatest) {
    return switch (kind) {
      case TINYINT -> greatest ? Byte.MAX_VALUE : Byte.MIN_VALUE;
      case SMALLINT -> greatest ? Short.MAX_VALUE : Short.MIN_VALUE;
      case INTEGER -> greatest ? Integer.MAX_VALUE : Integer.MIN_VALUE;
      case BIGINT -> greatest ? Long.MAX_VALUE : Long.MIN_VALUE;
      case BOOLEAN, REAL, DOUBLE, DECIMAL, WILD, VARCHAR, DATE, TIMESTAMP, TIME ->
          value(kind, greatest ? 7 : 5, 0);
    };
  }
}
