package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// Intervals of so many units.
final class IntervalMaking {
  private IntervalMaking() {}

  @ScalarFunction(
      value = "to_years",
      description = "An interval of so many years.",
      example = "to_years(2)",
      result = "2 years")
  @SqlType("INTERVAL_MONTHS")
  static int toYears(int count) {
    return IntegerArithmetic.multiply(count, 12);
  }

  @ScalarFunction(
      value = "to_months",
      description = "An interval of so many months.",
      example = "to_months(2)",
      result = "2 mons")
  @SqlType("INTERVAL_MONTHS")
  static int toMonths(int count) {
    return count;
  }

  @ScalarFunction(
      value = "to_weeks",
      description = "An interval of so many weeks.",
      example = "to_weeks(2)",
      result = "14 days")
  @SqlType("INTERVAL_MICROS")
  static long toWeeks(long count) {
    return IntegerArithmetic.multiply(count, 7 * MICROS_PER_DAY);
  }

  @ScalarFunction(
      value = "to_days",
      description = "An interval of so many days.",
      example = "to_days(2)",
      result = "2 days")
  @SqlType("INTERVAL_MICROS")
  static long toDays(long count) {
    return IntegerArithmetic.multiply(count, MICROS_PER_DAY);
  }

  @ScalarFunction(
      value = "to_hours",
      description = "An interval of so many hours.",
      example = "to_hours(2)",
      result = "02:00:00")
  @SqlType("INTERVAL_MICROS")
  static long toHours(long count) {
    return IntegerArithmetic.multiply(count, MICROS_PER_HOUR);
  }

  @ScalarFunction(
      value = "to_minutes",
      description = "An interval of so many minutes.",
      example = "to_minutes(2)",
      result = "00:02:00")
  @SqlType("INTERVAL_MICROS")
  static long toMinutes(long count) {
    return IntegerArithmetic.multiply(count, MICROS_PER_MINUTE);
  }

  @ScalarFunction(
      value = "to_seconds",
      description = "An interval of so many seconds, with their fraction.",
      example = "to_seconds(2)",
      result = "00:00:02")
  @SqlType("INTERVAL_MICROS")
  static long toSeconds(double count) {
    return rounded("to_seconds", count, MICROS_PER_SECOND);
  }

  @ScalarFunction("to_seconds")
  @SqlType("INTERVAL_MICROS")
  static long toSeconds(long count) {
    return IntegerArithmetic.multiply(count, MICROS_PER_SECOND);
  }

  @ScalarFunction(
      value = "to_milliseconds",
      description = "An interval of so many milliseconds, with their fraction.",
      example = "to_milliseconds(2)",
      result = "00:00:00.002")
  @SqlType("INTERVAL_MICROS")
  static long toMilliseconds(double count) {
    return rounded("to_milliseconds", count, 1000);
  }

  @ScalarFunction("to_milliseconds")
  @SqlType("INTERVAL_MICROS")
  static long toMilliseconds(long count) {
    return IntegerArithmetic.multiply(count, 1000);
  }

  @ScalarFunction(
      value = "to_microseconds",
      description = "An interval of so many microseconds.",
      example = "to_microseconds(2)",
      result = "00:00:00.000002")
  @SqlType("INTERVAL_MICROS")
  static long toMicroseconds(long count) {
    return count;
  }

  private static long rounded(String function, double count, long micros) {
    double rounded = Math.rint(count * micros);
    if (!(Math.abs(rounded) < 0x1p63)) {
      throw QueryErrors.invalidArgument(
          function, "a number of microseconds below 2^63", TextFormat.real(count));
    }
    return (long) rounded;
  }
}
