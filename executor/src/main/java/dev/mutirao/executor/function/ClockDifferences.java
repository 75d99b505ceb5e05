package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// How far dates and times are apart, and in which of equal stretches of time one lies.
final class ClockDifferences {
  private static final long MONDAY_2000 = 10_959 * MICROS_PER_DAY; // 2000-01-03
  private static final int JANUARY_2000 = 360; // months after January 1970

  private ClockDifferences() {}

  @ScalarFunction(
      value = "date_diff",
      aliases = "datediff",
      description =
          "How many beginnings of a year, month, day or other part lie between; of weeks, how many times seven days.",
      example = "date_diff('month', DATE '2024-01-31', DATE '2024-03-01')",
      result = "2")
  static long difference(
      @Prepared ClockPart part, @SqlType("TIMESTAMP") long from, @SqlType("TIMESTAMP") long to) {
    return part == ClockPart.WEEK
        ? (Calendar.dayOf(to) - (long) Calendar.dayOf(from)) / 7
        : IntegerArithmetic.subtract(part.beginning(to), part.beginning(from));
  }

  @ScalarFunction("date_diff")
  static long differenceOfDates(
      @Prepared ClockPart part, @SqlType("DATE") int from, @SqlType("DATE") int to) {
    return difference(part, Calendar.midnight(from), Calendar.midnight(to));
  }

  @ScalarFunction("date_diff")
  static long differenceOfTimes(
      @Prepared ClockPart part, @SqlType("TIME") long from, @SqlType("TIME") long to) {
    return difference(part, from, to);
  }

  @ScalarFunction(
      value = "date_sub",
      aliases = "datesub",
      description =
          "How many whole years, months, days or other parts have gone by; or the date earlier by an interval.",
      example = "date_sub('month', DATE '2024-01-31', DATE '2024-03-01')",
      result = "1")
  static long elapsed(
      @Prepared ClockPart part, @SqlType("TIMESTAMP") long from, @SqlType("TIMESTAMP") long to) {
    int months = part.months();
    return months == 0
        ? IntegerArithmetic.subtract(to, from) / part.micros()
        : elapsedMonths(from, to) / months;
  }

  @ScalarFunction("date_sub")
  static long elapsedOfDates(
      @Prepared ClockPart part, @SqlType("DATE") int from, @SqlType("DATE") int to) {
    return elapsed(part, Calendar.midnight(from), Calendar.midnight(to));
  }

  @ScalarFunction("date_sub")
  static long elapsedOfTimes(
      @Prepared ClockPart part, @SqlType("TIME") long from, @SqlType("TIME") long to) {
    return elapsed(part, from, to);
  }

  /// Towards zero. From the last day of a month a month has gone by on the last day of another.
  private static long elapsedMonths(long from, long to) {
    if (from > to) {
      return -elapsedMonths(to, from);
    }
    long first = Calendar.civil(Calendar.dayOf(from));
    long last = Calendar.civil(Calendar.dayOf(to));
    long months =
        12 * (Calendar.year(last) - Calendar.year(first))
            + Calendar.month(last)
            - Calendar.month(first);
    int lastDay = Calendar.dayOfMonth(last);
    boolean isLast = lastDay == Calendar.daysOfMonth(Calendar.year(last), Calendar.month(last));
    int firstDay =
        isLast ? Math.min(lastDay, Calendar.dayOfMonth(first)) : Calendar.dayOfMonth(first);
    boolean complete =
        firstDay != lastDay ? firstDay < lastDay : Calendar.timeOf(from) <= Calendar.timeOf(to);
    return complete ? months : months - 1;
  }

  @ScalarFunction("date_sub")
  @SqlType("TIMESTAMP")
  static long earlier(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MONTHS") int interval) {
    return ClockArithmetic.subtractMonths(timestamp, interval);
  }

  @ScalarFunction("date_sub")
  @SqlType("TIMESTAMP")
  static long earlier(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MICROS") long interval) {
    return ClockArithmetic.subtractMicros(timestamp, interval);
  }

  @ScalarFunction(
      value = "date_add",
      description = "The date or timestamp later by an interval, as a timestamp.",
      example = "date_add(DATE '2024-01-31', INTERVAL '1' MONTH)",
      result = "2024-02-29 00:00:00")
  @SqlType("TIMESTAMP")
  static long later(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MONTHS") int interval) {
    return ClockArithmetic.addMonths(timestamp, interval);
  }

  @ScalarFunction("date_add")
  @SqlType("TIMESTAMP")
  static long later(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MICROS") long interval) {
    return ClockArithmetic.addMicros(timestamp, interval);
  }

  @ScalarFunction(
      value = "date_bin",
      description =
          "The beginning of the stretch of time that holds the timestamp, of stretches of one length from an origin on.",
      example =
          "date_bin(INTERVAL '15' MINUTE, TIMESTAMP '2024-02-29 13:44:10', TIMESTAMP '2001-01-01 00:00:00')",
      result = "2024-02-29 13:30:00")
  @SqlType("TIMESTAMP")
  static long bin(
      @SqlType("INTERVAL_MICROS") long stretch,
      @SqlType("TIMESTAMP") long timestamp,
      @SqlType("TIMESTAMP") long origin) {
    checkStretch("date_bin", stretch);
    long since = IntegerArithmetic.subtract(timestamp, origin);
    return ClockArithmetic.subtractMicros(timestamp, Math.floorMod(since, stretch));
  }

  @ScalarFunction(
      value = "time_bucket",
      description =
          "The beginning of the stretch of time that holds the timestamp, of stretches from a Monday of 2000 on, or from its January in months.",
      example = "time_bucket(INTERVAL '2' WEEK, TIMESTAMP '2024-02-29 13:44:10')",
      result = "2024-02-26 00:00:00")
  @SqlType("TIMESTAMP")
  static long bucket(
      @SqlType("INTERVAL_MICROS") long stretch, @SqlType("TIMESTAMP") long timestamp) {
    checkStretch("time_bucket", stretch);
    return bin(stretch, timestamp, MONDAY_2000);
  }

  @ScalarFunction("time_bucket")
  @SqlType("TIMESTAMP")
  static long bucketFrom(
      @SqlType("INTERVAL_MICROS") long stretch,
      @SqlType("TIMESTAMP") long timestamp,
      @SqlType("TIMESTAMP") long origin) {
    checkStretch("time_bucket", stretch);
    return bin(stretch, timestamp, origin);
  }

  @ScalarFunction("time_bucket")
  @SqlType("TIMESTAMP")
  static long bucketOfMonths(
      @SqlType("INTERVAL_MONTHS") int stretch, @SqlType("TIMESTAMP") long timestamp) {
    checkStretch("time_bucket", stretch);
    long since = ClockPart.monthsSince1970(Calendar.dayOf(timestamp)) - JANUARY_2000;
    int first = Math.toIntExact(Math.floorDiv(since, stretch) * stretch + JANUARY_2000);
    return Calendar.midnight(Calendar.plusMonths(0, first));
  }

  private static void checkStretch(String function, long stretch) {
    if (stretch <= 0) {
      throw QueryErrors.invalidArgument(
          function, "an interval greater than zero", TextFormat.micros(stretch));
    }
  }
}
