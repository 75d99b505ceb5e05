package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates, times and intervals from text in ISO spelling, and as {@link TextFormat} spells
/// them. What cannot be read is null.
final class ClockParsing {
  private static final String DATE = "(\\d{4,7})-(\\d{1,2})-(\\d{1,2})";
  private static final String TIME = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?";
  private static final String OFFSET = "(?:\\s*(Z|UTC|[+-]\\d{1,2}(?::?\\d{2}(?::?\\d{2})?)?))?";
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\s*" + DATE + "(?:(?:[T ]\\s*)" + TIME + OFFSET + ")?(\\s+BC)?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CLOCK = Pattern.compile("\\s*" + TIME + "\\s*");
  private static final Pattern UNIT = Pattern.compile("\\s*([+-]?\\d+)\\s*([a-zA-Z]+)");
  private static final Pattern SIGNED_CLOCK = Pattern.compile("\\s*([+-])?\\s*" + TIME + "\\s*");

  private ClockParsing() {}

  static @Nullable Integer date(Bytes text) {
    var moment = MOMENT.matcher(text.text());
    return moment.matches() ? day(moment) : null;
  }

  /// The time of a clock, before which a date may stand.
  static @Nullable Long time(Bytes text) {
    var clock = CLOCK.matcher(text.text());
    if (clock.matches()) {
      return micros(clock, 1);
    }
    var moment = MOMENT.matcher(text.text());
    var micros = moment.matches() && moment.group(4) != null ? wallClock(moment) : null;
    return micros == null ? null : (Long) Calendar.timeOf(micros);
  }

  /// The wall clock; an offset is read and dropped.
  static @Nullable Long timestamp(Bytes text) {
    var moment = MOMENT.matcher(text.text());
    return moment.matches() ? wallClock(moment) : null;
  }

  /// The instant; without an offset the clock is that of `zone`.
  static @Nullable Long instant(Bytes text, ZoneId zone) {
    var moment = MOMENT.matcher(text.text());
    if (!moment.matches()) {
      return null;
    }
    var clock = wallClock(moment);
    if (clock == null) {
      return null;
    }
    try {
      return Calendar.toInstant(clock, moment.group(8) == null ? zone : offset(moment.group(8)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Years and months.
  static @Nullable Integer months(Bytes text) {
    var rest = text.text();
    if (rest.strip().equals("00:00:00")) {
      return 0;
    }
    long months = 0;
    var unit = UNIT.matcher(rest);
    int end = 0;
    while (unit.find() && unit.start() == end) {
      long count = count(unit.group(1));
      months +=
          switch (unit.group(2).toLowerCase(Locale.ROOT)) {
            case "year", "years", "y" -> 12 * count;
            case "mon", "mons", "month", "months" -> count;
            default -> Long.MAX_VALUE / 4;
          };
      end = unit.end();
    }
    boolean complete = end > 0 && rest.substring(end).isBlank();
    return complete && months == (int) months ? (Integer) (int) months : null;
  }

  /// Weeks, days, hours, minutes, seconds, and a time of the clock.
  static @Nullable Long micros(Bytes text) {
    var rest = text.text();
    var unit = UNIT.matcher(rest);
    int end = 0;
    try {
      long micros = 0;
      while (unit.find() && unit.start() == end) {
        long size = size(unit.group(2).toLowerCase(Locale.ROOT));
        if (size == 0) {
          return null;
        }
        micros = Math.addExact(micros, Math.multiplyExact(count(unit.group(1)), size));
        end = unit.end();
      }
      var clock = SIGNED_CLOCK.matcher(rest.substring(end));
      if (clock.matches()) {
        var time = micros(clock, 2);
        return time == null
            ? null
            : (Long) Math.addExact(micros, "-".equals(clock.group(1)) ? -time : time);
      }
      return end > 0 && rest.substring(end).isBlank() ? (Long) micros : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static long size(String unit) {
    return switch (unit) {
      case "week", "weeks" -> 7 * MICROS_PER_DAY;
      case "day", "days", "d" -> MICROS_PER_DAY;
      case "hour", "hours", "h" -> MICROS_PER_HOUR;
      case "minute", "minutes", "min", "mins", "m" -> MICROS_PER_MINUTE;
      case "second", "seconds", "sec", "secs", "s" -> MICROS_PER_SECOND;
      case "millisecond", "milliseconds", "ms" -> 1000;
      case "microsecond", "microseconds", "us" -> 1;
      default -> 0;
    };
  }

  private static long count(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE / 24 : Long.parseLong(digits);
  }

  private static @Nullable Integer day(Matcher moment) {
    long year = Long.parseLong(moment.group(1));
    if (moment.group(9) != null) {
      year = 1 - year;
    }
    int month = Integer.parseInt(moment.group(2));
    int day = Integer.parseInt(moment.group(3));
    return Calendar.exists(year, month, day) ? (Integer) Calendar.day(year, month, day) : null;
  }

  private static @Nullable Long wallClock(Matcher moment) {
    var day = day(moment);
    Long time = moment.group(4) == null ? (Long) 0L : micros(moment, 4);
    if (day == null || time == null || Math.abs((long) day) > Long.MAX_VALUE / MICROS_PER_DAY - 1) {
      return null;
    }
    return day * MICROS_PER_DAY + time;
  }

  /// The time in groups `first` to `first + 3`; digits beyond microseconds are rounded.
  private static @Nullable Long micros(Matcher match, int first) {
    int hour = Integer.parseInt(match.group(first));
    int minute = Integer.parseInt(match.group(first + 1));
    int second = match.group(first + 2) == null ? 0 : Integer.parseInt(match.group(first + 2));
    var fraction = match.group(first + 3);
    if (hour > 24 || minute > 59 || second > 59) {
      return null;
    }
    long micros = hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE + second * MICROS_PER_SECOND;
    if (fraction != null) {
      micros += (Long.parseLong((fraction + "000000000").substring(0, 9)) + 500) / 1000;
    }
    return micros <= MICROS_PER_DAY ? (Long) micros : null;
  }

  private static ZoneId offset(String text) {
    if (text.equalsIgnoreCase("Z") || text.equalsIgnoreCase("UTC")) {
      return java.time.ZoneOffset.UTC;
    }
    var digits = text.substring(1).replace(":", "");
    if (digits.length() % 2 == 1) {
      digits = "0" + digits;
    }
    digits = (digits + "0000").substring(0, 6);
    int seconds =
        Integer.parseInt(digits.substring(0, 2)) * 3600
            + Integer.parseInt(digits.substring(2, 4)) * 60
            + Integer.parseInt(digits.substring(4, 6));
    return java.time.ZoneOffset.ofTotalSeconds(text.charAt(0) == '-' ? -seconds : seconds);
  }
}
