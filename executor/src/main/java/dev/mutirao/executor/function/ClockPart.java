package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  YEARWEEK,
  ERA,
  JULIAN,
  EPOCH,
  TIMEZONE,
  TIMEZONE_HOUR,
  TIMEZONE_MINUTE;

  /// What PostgreSQL and DuckDB also call them.
  private static final Map<String, ClockPart> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("MIL", MILLENNIUM),
          Map.entry("MILLENNIA", MILLENNIUM),
          Map.entry("C", CENTURY),
          Map.entry("CENT", CENTURY),
          Map.entry("CENTURIES", CENTURY),
          Map.entry("DEC", DECADE),
          Map.entry("Y", YEAR),
          Map.entry("YR", YEAR),
          Map.entry("QTR", QUARTER),
          Map.entry("MON", MONTH),
          Map.entry("W", WEEK),
          Map.entry("WEEKOFYEAR", WEEK),
          Map.entry("D", DAY),
          Map.entry("DAYOFMONTH", DAY),
          Map.entry("H", HOUR),
          Map.entry("HR", HOUR),
          Map.entry("M", MINUTE),
          Map.entry("MIN", MINUTE),
          Map.entry("S", SECOND),
          Map.entry("SEC", SECOND),
          Map.entry("MS", MILLISECOND),
          Map.entry("MSEC", MILLISECOND),
          Map.entry("US", MICROSECOND),
          Map.entry("USEC", MICROSECOND),
          Map.entry("DAYOFWEEK", DOW),
          Map.entry("WEEKDAY", DOW),
          Map.entry("DAYOFYEAR", DOY));

  private static final long DAYS_BEFORE_1970 = 2_440_588; // from the Julian day 0 on
  private static final long SECONDS_PER_DAY = 86_400;

  /// The part of a name in any case, in the singular or plural.
  static ClockPart of(Bytes text) {
    var name = text.text().toUpperCase(Locale.ROOT);
    var singular = name.endsWith("S") ? name.substring(0, name.length() - 1) : name;
    return Stream.of(name, singular)
        .flatMap(each ->
            Stream.concat(
                Arrays.stream(values()).filter(part -> part.name().equals(each)),
                Stream.ofNullable(OTHER_NAMES.get(each))))
        .findFirst()
        .orElseThrow(() ->
            QueryErrors.invalidArgument(
                "a part of a date or time",
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
      case YEARWEEK -> {
        long isoYear = ISOYEAR.of(day, time);
        yield isoYear * 100 + (isoYear < 0 ? -isoWeek(day) : isoWeek(day));
      }
      case ERA -> year > 0 ? 1 : 0;
      case JULIAN -> day + DAYS_BEFORE_1970;
      case EPOCH -> day * SECONDS_PER_DAY + time / MICROS_PER_SECOND;
      case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> throw onlyOfInstants();
    };
  }

  /// This part with the fraction that PostgreSQL's `date_part` gives.
  double fractional(int day, long time) {
    return switch (this) {
      case SECOND -> time % MICROS_PER_MINUTE / 1e6;
      case MILLISECOND -> time % MICROS_PER_MINUTE / 1e3;
      case EPOCH ->
          time == 0
              ? day * SECONDS_PER_DAY // of any date, also one beyond the timestamps
              : (day * SECONDS_PER_DAY * MICROS_PER_SECOND + time) / 1e6;
      case JULIAN -> day + DAYS_BEFORE_1970 + (double) time / Calendar.MICROS_PER_DAY;
      default -> of(day, time);
    };
  }

  private RuntimeException onlyOfInstants() {
    return QueryErrors.invalidArgument(
        "a part of a time zone",
        "a TIMESTAMP WITH LOCAL TIME ZONE",
        "'" + name().toLowerCase(Locale.ROOT) + "' of a value without one");
  }

  private static long isoWeek(int day) {
    int thursday = thursday(day);
    int newYear = Calendar.day(Calendar.year(Calendar.civil(thursday)), 1, 1);
    return (thursday - newYear) / 7 + 1L;
  }

  /// The Thursday of the day's week, whose year is the week's.
  private static int thursday(int day) {
    return Calendar.day((long) day - Calendar.isoDayOfWeek(day) + 4);
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
      case WEEK -> Calendar.day((long) day - Calendar.isoDayOfWeek(day) + 1);
      case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> day;
      case ISOYEAR -> {
        int thursday = thursday(day);
        int newYear = Calendar.day(Calendar.year(Calendar.civil(thursday)), 1, 4);
        yield newYear - Calendar.isoDayOfWeek(newYear) + 1;
      }
      case DOW,
          ISODOW,
          DOY,
          YEARWEEK,
          ERA,
          JULIAN,
          EPOCH,
          TIMEZONE,
          TIMEZONE_HOUR,
          TIMEZONE_MINUTE ->
          throw notTruncatable();
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
              YEARWEEK,
              ERA,
              JULIAN,
              EPOCH,
              TIMEZONE,
              TIMEZONE_HOUR,
              TIMEZONE_MINUTE ->
              0;
        };
    return unit == 0
        ? Calendar.midnight(firstDay(Calendar.dayOf(micros)))
        : ClockArithmetic.subtractMicros(micros, Math.floorMod(micros, unit));
  }

  /// How many of this part began between 1970 and a wall clock.
  long beginning(long micros) {
    int day = Calendar.dayOf(micros);
    return switch (this) {
      case MILLENNIUM, CENTURY, DECADE, ISOYEAR -> sinceYearZero(day);
      case YEAR -> Math.floorDiv(monthsSince1970(day), 12L);
      case QUARTER -> Math.floorDiv(monthsSince1970(day), 3L);
      case MONTH -> monthsSince1970(day);
      case WEEK, YEARWEEK -> Math.floorDiv(day + 3L, 7L); // 1970-01-01 was a Thursday
      case DAY, DOW, ISODOW, DOY, JULIAN -> day;
      case HOUR, MINUTE, SECOND, EPOCH, MILLISECOND, MICROSECOND -> Math.floorDiv(micros, micros());
      case ERA, TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> throw notCountable();
    };
  }

  private long sinceYearZero(int day) {
    long year = Calendar.year(Calendar.civil(day));
    return switch (this) {
      case MILLENNIUM -> Math.floorDiv(year - 1, 1000L);
      case CENTURY -> Math.floorDiv(year - 1, 100L);
      case DECADE -> Math.floorDiv(year, 10L);
      default -> Calendar.year(Calendar.civil(thursday(day)));
    };
  }

  static long monthsSince1970(int day) {
    long civil = Calendar.civil(day);
    return (Calendar.year(civil) - 1970) * 12 + Calendar.month(civil) - 1;
  }

  /// How many months this part is long; 0 when it is shorter than one.
  int months() {
    return switch (this) {
      case MILLENNIUM -> 12_000;
      case CENTURY -> 1200;
      case DECADE -> 120;
      case YEAR, ISOYEAR -> 12;
      case QUARTER -> 3;
      case MONTH -> 1;
      default -> 0;
    };
  }

  /// How many microseconds this part is long, which is no longer than a week.
  long micros() {
    return switch (this) {
      case WEEK, YEARWEEK -> 7 * Calendar.MICROS_PER_DAY;
      case DAY, DOW, ISODOW, DOY, JULIAN -> Calendar.MICROS_PER_DAY;
      case HOUR -> MICROS_PER_HOUR;
      case MINUTE -> MICROS_PER_MINUTE;
      case SECOND, EPOCH -> MICROS_PER_SECOND;
      case MILLISECOND -> 1000;
      case MICROSECOND -> 1;
      default -> throw notCountable();
    };
  }

  private RuntimeException notCountable() {
    return QueryErrors.invalidArgument(
        "a difference of dates",
        "a part that passes, such as year or day",
        "'" + name().toLowerCase(Locale.ROOT) + "'");
  }

  private RuntimeException notTruncatable() {
    return QueryErrors.invalidArgument(
        "date_trunc",
        "one of millennium, century, decade, year, quarter, month, week, day, hour, minute, second, millisecond,"
            + " microsecond",
        "'" + name().toLowerCase(Locale.ROOT) + "'");
  }
}
