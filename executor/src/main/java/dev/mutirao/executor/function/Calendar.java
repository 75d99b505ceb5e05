package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Days and microseconds of the proleptic Gregorian calendar.
final class Calendar {
  static final long MICROS_PER_SECOND = 1_000_000;
  static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  private static final int DAYS_PER_ERA = 146_097;
  private static final int DAYS_TO_1970 = 719_468;

  private Calendar() {}

  /// Year, month and day of a day, packed by {@link #pack}. The algorithm is Howard Hinnant's
  /// `civil_from_days`.
  static long civil(int day) {
    long shifted = (long) day + DAYS_TO_1970;
    long era = Math.floorDiv(shifted, DAYS_PER_ERA);
    int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return pack(year, month, dayOfMonth);
  }

  static long year(long civil) {
    return civil >> 16;
  }

  static int month(long civil) {
    return (int) (civil >> 8 & 0xFF);
  }

  static int dayOfMonth(long civil) {
    return (int) (civil & 0xFF);
  }

  private static long pack(long year, int month, int day) {
    return year << 16 | month << 8 | day;
  }

  /// The day of a date that exists. Fails when it is out of range.
  static int day(long year, int month, int dayOfMonth) {
    long shifted = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(shifted, 400L);
    long yearOfEra = shifted - era * 400;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    long day = era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
    if (day != (int) day) {
      throw QueryErrors.overflow(
          year + "-" + month + "-" + dayOfMonth, "DATE", "use a smaller year");
    }
    return (int) day;
  }

  /// A day so many days after 1970-01-01. Fails when it is out of range.
  static int day(long days) {
    if (days != (int) days) {
      throw QueryErrors.overflow(
          "day " + days + " after 1970-01-01", "DATE", "use a date nearer to today");
    }
    return (int) days;
  }

  static boolean exists(long year, int month, int dayOfMonth) {
    return month >= 1
        && month <= 12
        && dayOfMonth >= 1
        && dayOfMonth <= daysOfMonth(year, month)
        && Math.abs(year) < 5_000_000;
  }

  static int daysOfMonth(long year, int month) {
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    return switch (month) {
      case 2 -> leap ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /// 1 is Monday, 7 Sunday.
  static int isoDayOfWeek(int day) {
    return Math.floorMod(day + 3L, 7) + 1;
  }

  static int dayOf(long micros) {
    return (int) Math.floorDiv(micros, MICROS_PER_DAY);
  }

  static long timeOf(long micros) {
    return Math.floorMod(micros, MICROS_PER_DAY);
  }

  /// Midnight of a day; fails beyond the range of timestamps.
  static long midnight(int day) {
    try {
      return Math.multiplyExact((long) day, MICROS_PER_DAY);
    } catch (ArithmeticException e) {
      throw QueryErrors.overflow(TextFormat.date(day), "TIMESTAMP", "use a date nearer to today");
    }
  }

  /// The same day of another month, or that month's last day.
  static int plusMonths(int day, int months) {
    long civil = civil(day);
    long monthCount = year(civil) * 12 + month(civil) - 1 + months;
    long year = Math.floorDiv(monthCount, 12L);
    int month = (int) Math.floorMod(monthCount, 12L) + 1;
    return day(year, month, Math.min(dayOfMonth(civil), daysOfMonth(year, month)));
  }

  /// The instant at which a clock in `zone` shows `micros`, as PostgreSQL takes it: where it shows
  /// it twice, the later; where it never does since it was set forward, as if it had not been.
  static long toInstant(long micros, ZoneId zone) {
    var clock =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, MICROS_PER_SECOND), nanos(micros), ZoneOffset.UTC);
    var rules = zone.getRules();
    var transition = rules.getTransition(clock);
    var offset =
        transition == null
            ? rules.getOffset(clock)
            : transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
    return moved(micros, -offset.getTotalSeconds());
  }

  /// What a clock in `zone` shows at an instant.
  static long toClock(long micros, ZoneId zone) {
    return moved(micros, offsetSeconds(micros, zone));
  }

  private static long moved(long micros, int seconds) {
    try {
      return Math.addExact(micros, seconds * MICROS_PER_SECOND);
    } catch (ArithmeticException e) {
      throw QueryErrors.overflow(
          micros + " microseconds after 1970-01-01 and " + seconds + " seconds",
          "TIMESTAMP",
          "use a time nearer to today");
    }
  }

  static int offsetSeconds(long micros, ZoneId zone) {
    return zone.getRules()
        .getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND)))
        .getTotalSeconds();
  }

  private static int nanos(long micros) {
    return (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000;
  }
}
