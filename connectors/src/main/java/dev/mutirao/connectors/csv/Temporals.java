package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Dates, times and timestamps in ISO 8601's form from bytes. Sixteen bytes beyond the end of a
/// field must be readable. A file of one column of dates costs 38 ns a row in all (`benchmarks/run
/// Kernels CSV_DATES`).
final class Temporals {
  /// What the parsers return for bytes that are no such value.
  static final long BAD = Long.MIN_VALUE;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Temporals() {}

  /// `yyyy-mm-dd` as days since 1970-01-01.
  static long date(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    return end - start == 10 ? day(bytes, start) : BAD;
  }

  /// `hh:mm[:ss[.ffffff]]` as microseconds since midnight; digits beyond the sixth are cut.
  static long time(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    return clock(bytes, start, Blanks.skipBack(bytes, start, to));
  }

  /// `yyyy-mm-dd[ hh:mm[:ss[.ffffff]]]`, with a blank or a `T` between, as microseconds since 1970.
  static long timestamp(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    return dateAndClock(bytes, start, Blanks.skipBack(bytes, start, to));
  }

  /// A timestamp with `Z` or an offset such as `-03:00` after it, in microseconds of UTC; without
  /// one it is UTC.
  static long instant(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (end - start > 10 && (bytes.get(Column.BYTE, end - 1) | 0x20) == 'z') {
      return dateAndClock(bytes, start, Blanks.skipBack(bytes, start, end - 1));
    }
    int sign = end - 1;
    while (sign > start + 10
        && bytes.get(Column.BYTE, sign) != '+'
        && bytes.get(Column.BYTE, sign) != '-') {
      sign--;
    }
    if (sign <= start + 10) {
      return dateAndClock(bytes, start, end);
    }
    long local = dateAndClock(bytes, start, Blanks.skipBack(bytes, start, sign));
    long offset = offset(bytes, sign + 1, end);
    if (local == BAD || offset == BAD) {
      return BAD;
    }
    return bytes.get(Column.BYTE, sign) == '-' ? local + offset : local - offset;
  }

  /// `hh`, `hhmm` or `hh:mm`.
  private static long offset(MemorySegment bytes, int from, int to) {
    int length = to - from;
    boolean colon = length == 5 && bytes.get(Column.BYTE, from + 2) == ':';
    int hours = length >= 2 ? number(bytes, from, 2) : -1;
    int minutes = length == 2 ? 0 : length == 4 || colon ? number(bytes, to - 2, 2) : -1;
    return hours < 0 || hours > 18 || minutes < 0 || minutes > 59
        ? BAD
        : (hours * 60L + minutes) * 60 * MICROS_PER_SECOND;
  }

  private static long dateAndClock(MemorySegment bytes, int start, int end) {
    if (end - start < 10) {
      return BAD;
    }
    long day = day(bytes, start);
    if (day == BAD || end - start == 10) {
      return day == BAD ? BAD : day * MICROS_PER_DAY;
    }
    byte between = bytes.get(Column.BYTE, start + 10);
    long clock =
        between == ' ' || between == 'T' || between == 't' ? clock(bytes, start + 11, end) : BAD;
    return clock == BAD ? BAD : day * MICROS_PER_DAY + clock;
  }

  private static long day(MemorySegment bytes, int at) {
    int year = number(bytes, at, 4);
    int month = number(bytes, at + 5, 2);
    int day = number(bytes, at + 8, 2);
    boolean dashes = bytes.get(Column.BYTE, at + 4) == '-' && bytes.get(Column.BYTE, at + 7) == '-';
    if (!dashes || year < 0 || month < 1 || month > 12 || day < 1) {
      return BAD;
    }
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > DAYS[month - 1] + (leap && month == 2 ? 1 : 0)) {
      return BAD;
    }
    // Howard Hinnant's days_from_civil: years begin in March, eras have 400 years.
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }

  private static long clock(MemorySegment bytes, int from, int to) {
    int length = to - from;
    if (length < 5 || bytes.get(Column.BYTE, from + 2) != ':') {
      return BAD;
    }
    int hour = number(bytes, from, 2);
    int minute = number(bytes, from + 3, 2);
    int second = 0;
    long micros = 0;
    if (length > 5) {
      second =
          length >= 8 && bytes.get(Column.BYTE, from + 5) == ':' ? number(bytes, from + 6, 2) : -1;
      micros = length > 8 ? fraction(bytes, from + 8, to) : 0;
    }
    if (hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59
        || micros < 0) {
      return BAD;
    }
    return ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + micros;
  }

  /// `.` and digits as microseconds, or -1.
  private static long fraction(MemorySegment bytes, int from, int to) {
    if (bytes.get(Column.BYTE, from) != '.' || to - from < 2) {
      return -1;
    }
    long micros = 0;
    for (int i = 1; i < Math.max(7, to - from); i++) {
      int digit = from + i < to ? bytes.get(Column.BYTE, from + i) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      micros = i <= 6 ? micros * 10 + digit : micros;
    }
    return micros;
  }

  private static int number(MemorySegment bytes, int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      int digit = bytes.get(Column.BYTE, at + i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
