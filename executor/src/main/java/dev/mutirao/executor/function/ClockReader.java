package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import dev.mutirao.executor.function.ClockFormat.Digits;
import dev.mutirao.executor.function.ClockFormat.Name;
import dev.mutirao.executor.function.ClockFormat.Piece;
import dev.mutirao.executor.function.ClockFormat.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a wall clock from a text in a format. For one text.
///
/// An exact reader wants the whole text to be as the format says. Another reads as PostgreSQL does:
/// blanks before a field are skipped, a separator stands for any other or for none, other
/// characters for any, and what follows the last field is left alone.
final class ClockReader {
  private static final int ABSENT = Integer.MIN_VALUE;

  private final Bytes text;
  private final boolean exact;
  private int at;

  private int year = ABSENT;
  private int century = ABSENT;
  private int month = ABSENT;
  private int dayOfMonth = ABSENT;
  private int dayOfYear = ABSENT;
  private int julian = ABSENT;
  private int isoYear = ABSENT;
  private int isoWeek = ABSENT;
  private int isoDay = ABSENT;
  private int hour;
  private int hourOfHalf = ABSENT;
  private int half = ABSENT;
  private int minute;
  private int second;
  private int secondOfDay = ABSENT;
  private int micros;
  private boolean beforeChrist;

  ClockReader(Bytes text, boolean exact) {
    this.text = text;
    this.exact = exact;
  }

  /// The wall clock in microseconds; null when the text is not in the format or names none.
  @Nullable Long read(ClockFormat format) {
    var pieces = format.pieces();
    for (int i = 0; i < pieces.size(); i++) {
      boolean read =
          switch (pieces.get(i)) {
            case Plain(Bytes bytes) -> plain(bytes);
            case Digits number -> number(number, digits(number, pieces, i));
            case Name name -> name(name.what());
            case ClockFormat.YearWithComma ignored -> yearWithComma();
          };
      if (!read) {
        return null;
      }
    }
    return exact && at != text.length() ? null : clock();
  }

  /// At most so many digits belong to a number that another follows at once.
  private static int digits(Digits number, List<Piece> pieces, int index) {
    boolean isFraction = number.what() == ClockNumber.MICROS;
    boolean followed = index + 1 < pieces.size() && pieces.get(index + 1) instanceof Digits;
    return followed || isFraction ? number.width() : Integer.MAX_VALUE;
  }

  private boolean plain(Bytes bytes) {
    for (int i = 0; i < bytes.length(); ) {
      int width = Utf8.width(bytes, i);
      if (exact) {
        if (!text.holdsAt(at, bytes.slice(i, i + width))) {
          return false;
        }
        at += width;
      } else if (isSeparator(bytes.get(i))) {
        at += at < text.length() && isSeparator(text.get(at)) ? 1 : 0;
      } else {
        at += at < text.length() ? Utf8.width(text, at) : 0;
      }
      i += width;
    }
    return true;
  }

  private static boolean isSeparator(byte each) {
    return each >= 0 && !Character.isLetterOrDigit(each);
  }

  private void skipBlanks() {
    while (!exact && at < text.length() && Character.isWhitespace(text.get(at))) {
      at++;
    }
  }

  private boolean number(Digits number, int most) {
    skipBlanks();
    boolean isFraction = number.what() == ClockNumber.MICROS;
    boolean negative = false;
    if (!isFraction && at < text.length() && (text.get(at) == '-' || text.get(at) == '+')) {
      negative = text.get(at++) == '-';
    }
    int start = at;
    long value = 0;
    int limit = exact && !isFraction ? Math.max(number.width(), 1) : most;
    while (at < text.length() && at - start < limit && isDigit(at) && value < 1_000_000_000) {
      value = value * 10 + text.get(at++) - '0';
    }
    int count = at - start;
    if (count == 0 || value > Integer.MAX_VALUE) {
      return false;
    }
    if (isFraction) {
      for (int i = count; i < 6; i++) {
        value *= 10;
      }
    }
    return set(number, (int) (negative ? -value : value), count);
  }

  private boolean isDigit(int index) {
    return text.get(index) >= '0' && text.get(index) <= '9';
  }

  private boolean set(Digits number, int value, int count) {
    switch (number.what()) {
      case YEAR -> year = count < 4 ? nearestYear(value) : value;
      case SIGNED_YEAR ->
          year = number.modulus() == 100 ? value + (value < 69 ? 2000 : 1900) : value;
      case CENTURY -> century = value;
      case ISO_YEAR -> isoYear = count < 4 ? nearestYear(value) : value;
      case MONTH -> month = value;
      case DAY -> dayOfMonth = value;
      case DAY_OF_YEAR -> dayOfYear = value;
      case JULIAN -> julian = value;
      case ISO_WEEK -> isoWeek = value;
      case ISO_DAY_OF_WEEK -> isoDay = value;
      case HOUR -> hour = value;
      case HOUR_OF_HALF -> hourOfHalf = value;
      case MINUTE -> minute = value;
      case SECOND -> second = value;
      case SECOND_OF_DAY -> secondOfDay = value;
      case MICROS -> micros = value;
      case ISO_DAY_OF_YEAR -> {
        isoWeek = (value - 1) / 7 + 1;
        isoDay = (value - 1) % 7 + 1;
      }
      case WEEK_OF_YEAR -> dayOfYear = (value - 1) * 7 + 1;
      case WEEK_OF_MONTH -> dayOfMonth = (value - 1) * 7 + 1;
      case QUARTER, SUNDAY_WEEK, MONDAY_WEEK, DAY_OF_WEEK, DAY_OF_WEEK_FROM_ZERO -> {
        // they follow from the rest
      }
    }
    return true;
  }

  /// A year of fewer than four digits is the one nearest to 2020, as in PostgreSQL.
  private static int nearestYear(int value) {
    if (value < 0) {
      return value;
    }
    return value < 70
        ? value + 2000
        : value < 100
            ? value + 1900
            : value < 520 ? value + 2000 : value < 1000 ? value + 1000 : value;
  }

  private boolean yearWithComma() {
    skipBlanks();
    long value = 0;
    int start = at;
    while (at < text.length() && (isDigit(at) || text.get(at) == ',') && value < 100_000_000) {
      value = text.get(at) == ',' ? value : value * 10 + text.get(at) - '0';
      at++;
    }
    year = (int) value;
    return at > start;
  }

  private boolean name(ClockName what) {
    skipBlanks();
    var names =
        switch (what) {
          case MONTH, MON -> ClockName.MONTH.names();
          case DAY, DY -> ClockName.DAY.names();
          case ROMAN_MONTH, HALF, DOTTED_HALF, ERA, DOTTED_ERA -> what.names();
        };
    boolean abbreviates = what == ClockName.MON || what == ClockName.DY;
    int found = -1;
    int length = 0;
    for (int i = 0; i < names.size(); i++) {
      var each = abbreviates ? names.get(i).substring(0, 3) : names.get(i);
      if (each.length() > length && holds(each)) {
        found = i;
        length = each.length();
      }
    }
    if (found < 0) {
      return false;
    }
    at += length;
    switch (what) {
      case MONTH, MON, ROMAN_MONTH -> month = found + 1;
      case HALF, DOTTED_HALF -> half = found;
      case ERA, DOTTED_ERA -> beforeChrist = found == 0;
      case DAY, DY -> {
        // it follows from the date
      }
    }
    return true;
  }

  private boolean holds(String name) {
    if (at + name.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.toLowerCase(text.get(at + i)) != Character.toLowerCase(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Long clock() {
    var day = day();
    var time = time();
    if (day == null || time == null || Math.abs((long) day) > Long.MAX_VALUE / MICROS_PER_DAY - 1) {
      return null;
    }
    return day * MICROS_PER_DAY + time;
  }

  private @Nullable Long time() {
    if (secondOfDay != ABSENT) {
      return secondOfDay < 0 || secondOfDay >= 86_400
          ? null
          : (Long) (secondOfDay * MICROS_PER_SECOND + micros);
    }
    int hours = hour;
    if (hourOfHalf != ABSENT) {
      if (hourOfHalf < 1 || hourOfHalf > 12) {
        return null;
      }
      hours = hourOfHalf % 12 + (half == 1 ? 12 : 0);
      if (half == ABSENT) {
        hours = hourOfHalf % 12;
      }
    } else if (half != ABSENT && hour >= 1 && hour <= 12) {
      hours = hour % 12 + half * 12;
    }
    boolean exists =
        hours >= 0 && hours < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return exists
        ? (Long)
            (hours * MICROS_PER_HOUR
                + minute * MICROS_PER_MINUTE
                + second * MICROS_PER_SECOND
                + micros)
        : null;
  }

  /// What is absent is the first: the year 1 before Christ when nothing is given, as in PostgreSQL;
  /// 1900 for an exact reader, as in DuckDB.
  private @Nullable Integer day() {
    if (julian != ABSENT) {
      return julian - 2_440_588;
    }
    if (isoYear != ABSENT || isoWeek != ABSENT) {
      return isoDate();
    }
    long counted = countedYear();
    if (dayOfYear != ABSENT && month == ABSENT) {
      boolean leap = Calendar.daysOfMonth(counted, 2) == 29;
      return dayOfYear < 1 || dayOfYear > (leap ? 366 : 365)
          ? null
          : (Integer) (Calendar.day(counted, 1, 1) + dayOfYear - 1);
    }
    int months = month == ABSENT ? 1 : month;
    int days = dayOfMonth == ABSENT ? 1 : dayOfMonth;
    return Calendar.exists(counted, months, days)
        ? (Integer) Calendar.day(counted, months, days)
        : null;
  }

  private long countedYear() {
    if (year == ABSENT) {
      return century != ABSENT ? (century - 1) * 100L + 1 : exact ? 1900 : 0;
    }
    long named = year;
    if (century != ABSENT && year >= 0 && year < 100) {
      named = (century - 1) * 100L + year;
    }
    if (exact) {
      return named;
    }
    return beforeChrist ? 1 - Math.abs(named) : named < 0 ? named + 1 : named;
  }

  private @Nullable Integer isoDate() {
    int years = isoYear == ABSENT ? 1 : isoYear;
    int weeks = isoWeek == ABSENT ? 1 : isoWeek;
    int days = isoDay == ABSENT ? 1 : isoDay;
    if (weeks < 1 || weeks > 53 || days < 1 || days > 7) {
      return null;
    }
    int january4 = Calendar.day(years, 1, 4);
    return january4 - Calendar.isoDayOfWeek(january4) + (weeks - 1) * 7 + days;
  }
}
