package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

/// What of a wall clock is spelled in digits.
enum ClockNumber {
  /// Counted from Christ's birth in both directions: 1 before Christ is 1.
  YEAR,
  /// 1 before Christ is 0.
  SIGNED_YEAR,
  CENTURY,
  ISO_YEAR,
  QUARTER,
  MONTH,
  DAY,
  DAY_OF_YEAR,
  ISO_DAY_OF_YEAR,
  JULIAN,
  /// Weeks of seven days from the first of the month.
  WEEK_OF_MONTH,
  /// Weeks of seven days from the first of the year.
  WEEK_OF_YEAR,
  ISO_WEEK,
  /// The first begins on the first Sunday; 0 before.
  SUNDAY_WEEK,
  /// The first begins on the first Monday; 0 before.
  MONDAY_WEEK,
  /// From Sunday, 1.
  DAY_OF_WEEK,
  /// From Sunday, 0.
  DAY_OF_WEEK_FROM_ZERO,
  /// From Monday, 1.
  ISO_DAY_OF_WEEK,
  HOUR,
  /// 12, then 1 to 11.
  HOUR_OF_HALF,
  MINUTE,
  SECOND,
  SECOND_OF_DAY,
  MICROS;

  long of(int day, long time) {
    return switch (this) {
      case YEAR -> Math.abs(ClockPart.YEAR.of(day, time));
      case SIGNED_YEAR -> Calendar.year(Calendar.civil(day));
      case CENTURY -> ClockPart.CENTURY.of(day, time);
      case ISO_YEAR -> ClockPart.ISOYEAR.of(day, time);
      case QUARTER -> ClockPart.QUARTER.of(day, time);
      case MONTH -> Calendar.month(Calendar.civil(day));
      case DAY -> Calendar.dayOfMonth(Calendar.civil(day));
      case DAY_OF_YEAR -> ClockPart.DOY.of(day, time);
      case ISO_DAY_OF_YEAR -> 7 * (ClockPart.WEEK.of(day, time) - 1) + Calendar.isoDayOfWeek(day);
      case JULIAN -> ClockPart.JULIAN.of(day, time);
      case WEEK_OF_MONTH -> (Calendar.dayOfMonth(Calendar.civil(day)) - 1) / 7 + 1L;
      case WEEK_OF_YEAR -> (ClockPart.DOY.of(day, time) - 1) / 7 + 1;
      case ISO_WEEK -> ClockPart.WEEK.of(day, time);
      case SUNDAY_WEEK -> (ClockPart.DOY.of(day, time) + 6 - Calendar.isoDayOfWeek(day) % 7) / 7;
      case MONDAY_WEEK -> (ClockPart.DOY.of(day, time) + 7 - Calendar.isoDayOfWeek(day)) / 7;
      case DAY_OF_WEEK -> Calendar.isoDayOfWeek(day) % 7 + 1;
      case DAY_OF_WEEK_FROM_ZERO -> Calendar.isoDayOfWeek(day) % 7;
      case ISO_DAY_OF_WEEK -> Calendar.isoDayOfWeek(day);
      case HOUR -> time / MICROS_PER_HOUR;
      case HOUR_OF_HALF -> (time / MICROS_PER_HOUR + 11) % 12 + 1;
      case MINUTE -> time / MICROS_PER_MINUTE % 60;
      case SECOND -> time / MICROS_PER_SECOND % 60;
      case SECOND_OF_DAY -> time / MICROS_PER_SECOND;
      case MICROS -> time % MICROS_PER_SECOND;
    };
  }
}
