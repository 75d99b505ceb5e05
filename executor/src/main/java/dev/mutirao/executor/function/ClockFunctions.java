package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// Parts of dates and times, and dates from parts. The part is a text; a constant one is read once.
final class ClockFunctions {
  private ClockFunctions() {}

  @ScalarFunction(
      value = "date_part",
      aliases = "extract",
      description =
          "A part of a date or time: year, quarter, month, week, day, dow, isodow, doy, hour, minute, second, millisecond, microsecond, epoch and others.",
      example = "date_part('month', DATE '2024-02-29')",
      result = "2")
  static long datePart(@SqlType("VARCHAR") ClockPart part, @SqlType("DATE") int date) {
    return part.of(date, 0);
  }

  @ScalarFunction("date_part")
  static long timestampPart(
      @SqlType("VARCHAR") ClockPart part, @SqlType("TIMESTAMP") long timestamp) {
    return part.of(Calendar.dayOf(timestamp), Calendar.timeOf(timestamp));
  }

  @ScalarFunction("date_part")
  static long timePart(@SqlType("VARCHAR") ClockPart part, @SqlType("TIME") long time) {
    return switch (part) {
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, EPOCH -> part.of(0, time);
      case MILLENNIUM,
          CENTURY,
          DECADE,
          YEAR,
          QUARTER,
          MONTH,
          WEEK,
          DAY,
          DOW,
          ISODOW,
          DOY,
          ISOYEAR ->
          throw QueryErrors.invalidArgument("extract", "a part of a TIME", "'" + part + "'");
    };
  }

  @ScalarFunction("date_part")
  static long intervalPart(
      @SqlType("VARCHAR") ClockPart part, @SqlType("INTERVAL_MICROS") long interval) {
    return switch (part) {
      case DAY -> interval / MICROS_PER_DAY;
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> part.of(0, interval % MICROS_PER_DAY);
      case EPOCH -> interval / Calendar.MICROS_PER_SECOND;
      case MILLENNIUM, CENTURY, DECADE, YEAR, QUARTER, MONTH, WEEK, DOW, ISODOW, DOY, ISOYEAR ->
          throw QueryErrors.invalidArgument(
              "extract", "a part of an interval of days to seconds", "'" + part + "'");
    };
  }

  @ScalarFunction("date_part")
  static long monthsPart(
      @SqlType("VARCHAR") ClockPart part, @SqlType("INTERVAL_MONTHS") int interval) {
    return switch (part) {
      case YEAR -> interval / 12;
      case MONTH -> interval % 12;
      case MILLENNIUM,
          CENTURY,
          DECADE,
          QUARTER,
          WEEK,
          DAY,
          HOUR,
          MINUTE,
          SECOND,
          MILLISECOND,
          MICROSECOND,
          DOW,
          ISODOW,
          DOY,
          ISOYEAR,
          EPOCH ->
          throw QueryErrors.invalidArgument(
              "extract", "year or month of an interval of months", "'" + part + "'");
    };
  }

  @ScalarFunction(
      value = "date_trunc",
      description =
          "The date or timestamp cut to a part: year, quarter, month, week, day, hour, minute, second and others.",
      example = "date_trunc('hour', TIMESTAMP '2024-02-29 13:45:10')",
      result = "2024-02-29 13:00:00")
  @SqlType("TIMESTAMP")
  static long truncate(@SqlType("VARCHAR") ClockPart part, @SqlType("TIMESTAMP") long timestamp) {
    return part.truncate(timestamp);
  }

  @ScalarFunction("date_trunc")
  @SqlType("TIMESTAMP")
  static long truncate(@SqlType("VARCHAR") ClockPart part, @SqlType("DATE") int date) {
    return Calendar.midnight(part.firstDay(date));
  }

  @ScalarFunction(
      value = "make_date",
      description = "The date of a year, month and day.",
      example = "make_date(2024, 2, 29)",
      result = "2024-02-29")
  @SqlType("DATE")
  static int makeDate(int year, int month, int day) {
    if (!Calendar.exists(year, month, day) || year == 0) {
      throw QueryErrors.invalidArgument(
          "make_date", "a date that exists", year + "-" + month + "-" + day);
    }
    return Calendar.day(year < 0 ? year + 1 : year, month, day);
  }

  @ScalarFunction(
      value = "last_day",
      description = "The last day of the date's month.",
      example = "last_day(DATE '2024-02-10')",
      result = "2024-02-29")
  @SqlType("DATE")
  static int lastDay(@SqlType("DATE") int date) {
    long civil = Calendar.civil(date);
    int length = Calendar.daysOfMonth(Calendar.year(civil), Calendar.month(civil));
    return date - Calendar.dayOfMonth(civil) + length;
  }

  @ScalarFunction(
      value = "year",
      description = "The year of a date or timestamp.",
      example = "year(DATE '2024-02-29')",
      result = "2024")
  static long year(@SqlType("DATE") int date) {
    return ClockPart.YEAR.of(date, 0);
  }

  @ScalarFunction("year")
  static long year(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.YEAR.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "quarter",
      description = "The quarter of a date or timestamp.",
      example = "quarter(DATE '2024-02-29')",
      result = "1")
  static long quarter(@SqlType("DATE") int date) {
    return ClockPart.QUARTER.of(date, 0);
  }

  @ScalarFunction("quarter")
  static long quarter(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.QUARTER.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "month",
      description = "The month of a date or timestamp.",
      example = "month(DATE '2024-02-29')",
      result = "2")
  static long month(@SqlType("DATE") int date) {
    return ClockPart.MONTH.of(date, 0);
  }

  @ScalarFunction("month")
  static long month(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MONTH.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "week",
      description = "The week of a date or timestamp.",
      example = "week(DATE '2024-02-29')",
      result = "9")
  static long week(@SqlType("DATE") int date) {
    return ClockPart.WEEK.of(date, 0);
  }

  @ScalarFunction("week")
  static long week(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.WEEK.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "day",
      description = "The day of a date or timestamp.",
      example = "day(DATE '2024-02-29')",
      result = "29")
  static long day(@SqlType("DATE") int date) {
    return ClockPart.DAY.of(date, 0);
  }

  @ScalarFunction("day")
  static long day(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.DAY.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "hour",
      description = "The hour of a timestamp.",
      example = "hour(TIMESTAMP '2024-02-29 13:45:10')",
      result = "13")
  static long hour(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.HOUR.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction(
      value = "minute",
      description = "The minute of a timestamp.",
      example = "minute(TIMESTAMP '2024-02-29 13:45:10')",
      result = "45")
  static long minute(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MINUTE.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction(
      value = "second",
      description = "The second of a timestamp.",
      example = "second(TIMESTAMP '2024-02-29 13:45:10')",
      result = "10")
  static long second(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.SECOND.of(0, Calendar.timeOf(timestamp));
  }
}
