package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// Parts of dates and times. The part is a text; a constant one is read once.
final class ClockFunctions {
  private ClockFunctions() {}

  @ScalarFunction(
      value = "extract",
      description =
          "A part of a date or time as a whole number, of seconds and the epoch as a DECIMAL.",
      example = "EXTRACT(MONTH FROM DATE '2024-02-29')",
      result = "2")
  static long extract(@Prepared ClockPart part, @SqlType("DATE") int date) {
    return part.of(date, 0);
  }

  @ScalarFunction("extract")
  static long extractFromTimestamp(@Prepared ClockPart part, @SqlType("TIMESTAMP") long timestamp) {
    return part.of(Calendar.dayOf(timestamp), Calendar.timeOf(timestamp));
  }

  @ScalarFunction("extract")
  static long extractFromTime(@Prepared ClockPart part, @SqlType("TIME") long time) {
    return ofTime(part).of(0, time);
  }

  @ScalarFunction("extract")
  static long extractFromInterval(
      @Prepared ClockPart part, @SqlType("INTERVAL_MICROS") long interval) {
    return switch (part) {
      case DAY -> interval / MICROS_PER_DAY;
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> part.of(0, interval % MICROS_PER_DAY);
      case EPOCH -> interval / Calendar.MICROS_PER_SECOND;
      case MONTH, YEAR, QUARTER, DECADE, CENTURY, MILLENNIUM -> part == ClockPart.QUARTER ? 1 : 0;
      default ->
          throw QueryErrors.invalidArgument(
              "extract", "a part of an interval of days to seconds", "'" + part + "'");
    };
  }

  @ScalarFunction("extract")
  static long extractFromMonths(
      @Prepared ClockPart part, @SqlType("INTERVAL_MONTHS") int interval) {
    return switch (part) {
      case MILLENNIUM -> interval / 12_000;
      case CENTURY -> interval / 1200;
      case DECADE -> interval / 120;
      case YEAR -> interval / 12;
      case QUARTER -> interval % 12 / 3 + 1;
      case MONTH -> interval % 12;
      case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> 0;
      default ->
          throw QueryErrors.invalidArgument(
              "extract", "a part of an interval of years and months", "'" + part + "'");
    };
  }

  @ScalarFunction(
      value = "date_part",
      aliases = "datepart",
      description =
          "A part of a date or time: year, quarter, month, week, day, dow, isodow, doy, hour, minute, second, millisecond, microsecond, epoch, julian and others.",
      example = "date_part('second', TIMESTAMP '2024-02-29 13:45:10.5')",
      result = "10.5")
  static double datePart(@Prepared ClockPart part, @SqlType("DATE") int date) {
    return part.fractional(date, 0);
  }

  @ScalarFunction("date_part")
  static double timestampPart(@Prepared ClockPart part, @SqlType("TIMESTAMP") long timestamp) {
    return part.fractional(Calendar.dayOf(timestamp), Calendar.timeOf(timestamp));
  }

  @ScalarFunction("date_part")
  static double timePart(@Prepared ClockPart part, @SqlType("TIME") long time) {
    return ofTime(part).fractional(0, time);
  }

  @ScalarFunction("date_part")
  static double intervalPart(@Prepared ClockPart part, @SqlType("INTERVAL_MICROS") long interval) {
    return switch (part) {
      case SECOND, MILLISECOND -> part.fractional(0, interval % MICROS_PER_DAY);
      case EPOCH -> interval / 1e6;
      default -> extractFromInterval(part, interval);
    };
  }

  @ScalarFunction("date_part")
  static double monthsPart(@Prepared ClockPart part, @SqlType("INTERVAL_MONTHS") int interval) {
    return extractFromMonths(part, interval);
  }

  private static ClockPart ofTime(ClockPart part) {
    return switch (part) {
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, EPOCH -> part;
      default -> throw QueryErrors.invalidArgument("extract", "a part of a TIME", "'" + part + "'");
    };
  }

  @ScalarFunction(
      value = "date_trunc",
      description =
          "The date or timestamp cut to a part: year, quarter, month, week, day, hour, minute, second and others.",
      example = "date_trunc('hour', TIMESTAMP '2024-02-29 13:45:10')",
      result = "2024-02-29 13:00:00")
  @SqlType("TIMESTAMP")
  static long truncate(@Prepared ClockPart part, @SqlType("TIMESTAMP") long timestamp) {
    return part.truncate(timestamp);
  }

  @ScalarFunction("date_trunc")
  @SqlType("TIMESTAMP")
  static long truncate(@Prepared ClockPart part, @SqlType("DATE") int date) {
    return Calendar.midnight(part.firstDay(date));
  }

  @ScalarFunction("date_trunc")
  @SqlType("INTERVAL_MICROS")
  static long truncateInterval(
      @Prepared ClockPart part, @SqlType("INTERVAL_MICROS") long interval) {
    long unit =
        switch (part) {
          case DAY -> MICROS_PER_DAY;
          case HOUR -> Calendar.MICROS_PER_HOUR;
          case MINUTE -> Calendar.MICROS_PER_MINUTE;
          case SECOND -> Calendar.MICROS_PER_SECOND;
          case MILLISECOND -> 1000;
          case MICROSECOND -> 1;
          default ->
              throw QueryErrors.invalidArgument(
                  "date_trunc", "a part of an interval of days to seconds", "'" + part + "'");
        };
    return interval - interval % unit;
  }

  @ScalarFunction("date_trunc")
  @SqlType("INTERVAL_MONTHS")
  static int truncateMonths(@Prepared ClockPart part, @SqlType("INTERVAL_MONTHS") int interval) {
    int unit =
        switch (part) {
          case MILLENNIUM -> 12_000;
          case CENTURY -> 1200;
          case DECADE -> 120;
          case YEAR -> 12;
          case QUARTER -> 3;
          case MONTH -> 1;
          default ->
              throw QueryErrors.invalidArgument(
                  "date_trunc", "a part of an interval of years and months", "'" + part + "'");
        };
    return interval - interval % unit;
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
    return Calendar.day((long) date - Calendar.dayOfMonth(civil) + length);
  }
}
