package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What EXTRACT and date_trunc can name.
enum ClockPart {
  MILLENNIUM,
  CENTURY,
  DECADE,
  YEAR,
  QUARTER,
  MONTH,
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
  EPOCH;

  /// The part of a name in any case, in the singular or plural.
  static ClockPart of(Bytes text) {
    var name = text.text().toUpperCase(Locale.ROOT);
    var singular = name.endsWith("S") ? name.substring(0, name.length() - 1) : name;
    return Arrays.stream(values())
        .filter(part -> part.name().equals(name) || part.name().equals(singular))
        .findFirst()
        .orElseThrow(() ->
            QueryErrors.invalidArgument(
                "extract",
                Arrays.stream(values())
                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", "")),
                "'" + text.text() + "'"));
  }

  /// This part of a wall clock, as PostgreSQL counts. Whole: fractions of a second are cut.
  long of(int day, long time) {
    long civil = Calendar.civil(day);
    long year = Calendar.year(civil);
    return switch (this) {
      case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
      case CENTURY -> year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
      case DECADE -> Math.floorDiv(year, 10L);
      case YEAR -> year > 0 ? year : year - 1;
      case QUARTER -> (Calendar.month(civil) + 2) / 3;
      case MONTH -> Calendar.month(civil);
      case WEEK -> isoWeek(day);
      case DAY -> Calendar.dayOfMonth(civil);
      case HOUR -> time / MICROS_PER_HOUR;
      case MINUTE -> time / MICROS_PER_MINUTE % 60;
      case SECOND -> time / MICROS_PER_SECOND % 60;
      case MILLISECOND -> time % MICROS_PER_MINUTE / 1000;
      case MICROSECOND -> time % MICROS_PER_MINUTE;
      case DOW -> Calendar.isoDayOfWeek(day) % 7;
      case ISODOW -> Calendar.isoDayOfWeek(day);
      case DOY -> day - Calendar.day(year, 1, 1) + 1;
      case ISOYEAR -> Calendar.year(Calendar.civil(thursday(day)));
      case EPOCH -> day * 86_400L + time / MICROS_PER_SECOND;
    };
  }

  private static long isoWeek(int day) {
    int thursday = thursday(day);
    int newYear = Calendar.day(Calendar.year(Calendar.civil(thursday)), 1, 1);
    return (thursday - newYear) / 7 + 1L;
  }

  /// The Thursday of the day's week, whose year is the week's.
  private static int thursday(int day) {
    return day - Calendar.isoDayOfWeek(day) + 4;
  }

  /// The first day of the year, month and so on in which `day` is.
  int firstDay(int day) {
    long civil = Calendar.civil(day);
    long year = Calendar.year(civil);
    int month = Calendar.month(civil);
    return switch (this) {
      case MILLENNIUM -> Calendar.day(Math.floorDiv(year - 1, 1000L) * 1000 + 1, 1, 1);
      case CENTURY -> Calendar.day(Math.floorDiv(year - 1, 100L) * 100 + 1, 1, 1);
      case DECADE -> Calendar.day(Math.floorDiv(year, 10L) * 10, 1, 1);
      case YEAR -> Calendar.day(year, 1, 1);
      case QUARTER -> Calendar.day(year, (month - 1) / 3 * 3 + 1, 1);
      case MONTH -> Calendar.day(year, month, 1);
      case WEEK -> day - Calendar.isoDayOfWeek(day) + 1;
      case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> day;
      case DOW, ISODOW, DOY, ISOYEAR, EPOCH -> throw notTruncatable();
    };
  }

  /// A wall clock cut to this part.
  long truncate(long micros) {
    long unit =
        switch (this) {
          case HOUR -> MICROS_PER_HOUR;
          case MINUTE -> MICROS_PER_MINUTE;
          case SECOND -> MICROS_PER_SECOND;
          case MILLISECOND -> 1000;
          case MICROSECOND -> 1;
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
              ISOYEAR,
              EPOCH ->
              0;
        };
    return unit == 0
        ? Calendar.midnight(firstDay(Calendar.dayOf(micros)))
        : micros - Math.floorMod(micros, unit);
  }

  private RuntimeException notTruncatable() {
    return QueryErrors.invalidArgument(
        "date_trunc",
        "one of millennium, century, decade, year, quarter, month, week, day, hour, minute, second, millisecond,"
            + " microsecond",
        "'" + name().toLowerCase(Locale.ROOT) + "'");
  }
}
