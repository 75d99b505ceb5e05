package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Dates and times from numbers, numbers from them, and clocks of time zones.
final class ClockMaking {
  private static final int MICRO_DIGITS = 6;

  private ClockMaking() {}

  @ScalarFunction(
      value = "make_date",
      description = "The date of a year, month and day.",
      example = "make_date(2024, 2, 29)",
      result = "2024-02-29")
  @SqlType("DATE")
  static int makeDate(int year, int month, int day) {
    return date("make_date", year, month, day);
  }

  @ScalarFunction(
      value = "make_time",
      description = "The time of day of an hour, a minute and seconds with their fraction.",
      example = "make_time(13, 45, 10.5)",
      result = "13:45:10.5")
  @SqlType("TIME")
  static long makeTime(int hour, int minute, double second) {
    return time("make_time", hour, minute, second);
  }

  @ScalarFunction(
      value = "make_timestamp",
      description =
          "The timestamp of a year, month, day, hour, minute and seconds; or of microseconds since 1970.",
      example = "make_timestamp(2024, 2, 29, 13, 45, 10.5)",
      result = "2024-02-29 13:45:10.5")
  @SqlType("TIMESTAMP")
  static long makeTimestamp(int year, int month, int day, int hour, int minute, double second) {
    return ClockArithmetic.addMicros(
        Calendar.midnight(date("make_timestamp", year, month, day)),
        time("make_timestamp", hour, minute, second));
  }

  @NeverFails
  @ScalarFunction("make_timestamp")
  @SqlType("TIMESTAMP")
  static long makeTimestamp(long micros) {
    return micros;
  }

  @ScalarFunction(
      value = "epoch",
      description = "Seconds since 1970-01-01 00:00:00, with their fraction.",
      example = "epoch(TIMESTAMP '1970-01-02 00:00:00.5')",
      result = "86400.5")
  static double epoch(@SqlType("TIMESTAMP") long timestamp) {
    return timestamp / 1e6;
  }

  @ScalarFunction("epoch")
  static double epochOfTime(@SqlType("TIME") long time) {
    return time / 1e6;
  }

  @ScalarFunction("epoch")
  static double epochOfInstant(@SqlType("INSTANT") long instant) {
    return instant / 1e6;
  }

  @ScalarFunction("epoch")
  static double epochOfInterval(@SqlType("INTERVAL_MICROS") long interval) {
    return interval / 1e6;
  }

  @ScalarFunction(
      value = "epoch_ms",
      description = "Milliseconds since 1970-01-01 00:00:00; or the timestamp of so many.",
      example = "epoch_ms(TIMESTAMP '1970-01-01 00:00:01.5')",
      result = "1500")
  static long epochMillis(@SqlType("TIMESTAMP") long timestamp) {
    return Math.floorDiv(timestamp, 1000L);
  }

  @ScalarFunction("epoch_ms")
  static long epochMillisOfInstant(@SqlType("INSTANT") long instant) {
    return Math.floorDiv(instant, 1000L);
  }

  @ScalarFunction("epoch_ms")
  @SqlType("TIMESTAMP")
  static long ofEpochMillis(long millis) {
    return IntegerArithmetic.multiply(millis, 1000L);
  }

  @ScalarFunction(
      value = "epoch_us",
      description = "Microseconds since 1970-01-01 00:00:00.",
      example = "epoch_us(TIMESTAMP '1970-01-01 00:00:01.5')",
      result = "1500000")
  static long epochMicros(@SqlType("TIMESTAMP") long timestamp) {
    return timestamp;
  }

  @ScalarFunction("epoch_us")
  static long epochMicrosOfInstant(@SqlType("INSTANT") long instant) {
    return instant;
  }

  @ScalarFunction(
      value = "epoch_ns",
      description = "Nanoseconds since 1970-01-01 00:00:00.",
      example = "epoch_ns(TIMESTAMP '1970-01-01 00:00:01.5')",
      result = "1500000000")
  static long epochNanos(@SqlType("TIMESTAMP") long timestamp) {
    return IntegerArithmetic.multiply(timestamp, 1000L);
  }

  @ScalarFunction("epoch_ns")
  static long epochNanosOfInstant(@SqlType("INSTANT") long instant) {
    return IntegerArithmetic.multiply(instant, 1000L);
  }

  @ScalarFunction(
      value = "to_timestamp",
      description =
          "The instant so many seconds after 1970-01-01 00:00:00 UTC; or that of a text in a pattern such as 'YYYY-MM-DD HH24:MI:SS'.",
      example = "to_timestamp(86400.5)",
      result = "1970-01-02 00:00:00.5+00")
  @SqlType("INSTANT")
  static long toTimestamp(double seconds) {
    double micros = Math.rint(seconds * 1e6);
    if (!(Math.abs(micros) < 0x1p63)) {
      throw QueryErrors.invalidArgument(
          "to_timestamp", "seconds of a timestamp", TextFormat.real(seconds));
    }
    return (long) micros;
  }

  @ScalarFunction(
      value = "timezone",
      description =
          "What `value AT TIME ZONE zone` computes: the clock of the zone at an instant, or the instant at which that clock shows a timestamp.",
      example = "TIMESTAMP '2024-07-01 12:00:00' AT TIME ZONE 'America/New_York'",
      result = "2024-07-01 16:00:00+00")
  @SqlType("INSTANT")
  static long instantOf(@Prepared Zone zone, @SqlType("TIMESTAMP") long timestamp) {
    return Calendar.toInstant(timestamp, zone.id());
  }

  @ScalarFunction("timezone")
  @SqlType("TIMESTAMP")
  static long clockOf(@Prepared Zone zone, @SqlType("INSTANT") long instant) {
    return Calendar.toClock(instant, zone.id());
  }

  @ScalarFunction("timezone")
  @SqlType("INSTANT")
  static long instantOf(
      @SqlType("INTERVAL_MICROS") long offset, @SqlType("TIMESTAMP") long timestamp) {
    return IntegerArithmetic.subtract(timestamp, offset);
  }

  @ScalarFunction("timezone")
  @SqlType("TIMESTAMP")
  static long clockOf(@SqlType("INTERVAL_MICROS") long offset, @SqlType("INSTANT") long instant) {
    return IntegerArithmetic.add(instant, offset);
  }

  private static int date(String function, int year, int month, int day) {
    long counted = year < 0 ? year + 1L : year; // 1 BC is the year 0
    if (year == 0 || !Calendar.exists(counted, month, day)) {
      throw QueryErrors.invalidArgument(
          function, "a date that exists", year + "-" + month + "-" + day);
    }
    return Calendar.day(counted, month, day);
  }

  /// 24:00:00 is a time, and second 60 the first of the next minute, as in PostgreSQL.
  private static long time(String function, int hour, int minute, double second) {
    boolean exists =
        hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    long micros =
        exists
            ? hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE + micros(second)
            : Long.MAX_VALUE;
    if (micros > MICROS_PER_DAY) {
      throw QueryErrors.invalidArgument(
          function, "a time of day", hour + ":" + minute + ":" + TextFormat.real(second));
    }
    return micros;
  }

  /// By the digits that stand for the number, so that 59.9999995 is not rounded twice.
  private static long micros(double seconds) {
    double micros = seconds * MICROS_PER_SECOND;
    return micros == Math.rint(micros)
        ? (long) micros
        : new BigDecimal(Double.toString(seconds))
            .movePointRight(MICRO_DIGITS)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
  }
}
