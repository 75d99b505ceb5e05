package dev.mutirao.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;

/// Spells values as the engine does, which is PostgreSQL's way: the shortest digits that read back,
/// `2024-02-29 23:59:59.5`, instants with their offset, `\x` before hexadecimal bytes.
final class ValueText {
  private static final int DOUBLE_PLAIN_BELOW = 15;
  private static final int FLOAT_PLAIN_BELOW = 6;

  private ValueText() {}

  /// The text of a value of one of the classes that columns have, and {@code toString} of others.
  static String of(Object value) {
    if (value instanceof Double number) {
      return floating(number, number.toString(), DOUBLE_PLAIN_BELOW);
    }
    if (value instanceof Float number) {
      return floating(number, number.toString(), FLOAT_PLAIN_BELOW);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return hexadecimal(bytes);
    }
    if (value instanceof LocalDate date) {
      return date(date);
    }
    if (value instanceof LocalTime time) {
      return time(time);
    }
    if (value instanceof LocalDateTime wall) {
      return timestamp(wall);
    }
    if (value instanceof Instant instant) {
      return timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "+00";
    }
    if (value instanceof Period months) {
      return months(months.toTotalMonths());
    }
    if (value instanceof Duration duration) {
      return duration(duration);
    }
    return value.toString();
  }

  private static String floating(double value, String shortest, int plainBelow) {
    if (!Double.isFinite(value)) {
      return shortest;
    }
    if (value == 0) {
      return shortest.startsWith("-") ? "-0" : "0";
    }
    var digits = new BigDecimal(shortest).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < plainBelow) {
      return digits.toPlainString();
    }
    var all = digits.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + all.charAt(0)
        + (all.length() > 1 ? "." + all.substring(1) : "")
        + format("e%+03d", exponent);
  }

  private static String hexadecimal(byte[] bytes) {
    var text = new StringBuilder("\\x");
    for (byte b : bytes) {
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }

  private static String date(LocalDate date) {
    return format("%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static String time(LocalTime time) {
    return clock(time.toSecondOfDay(), time.getNano());
  }

  private static String timestamp(LocalDateTime wall) {
    return date(wall.toLocalDate()) + " " + time(wall.toLocalTime());
  }

  private static String clock(long seconds, int nanos) {
    var text = format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return nanos == 0 ? text : text + "." + format("%06d", nanos / 1000).replaceAll("0+$", "");
  }

  private static String months(long months) {
    var text = counted(months / 12, "year") + counted(months % 12, "mon");
    return text.isEmpty() ? "00:00:00" : text.stripTrailing();
  }

  private static String duration(Duration duration) {
    var magnitude = duration.abs();
    long days = magnitude.toDays();
    var rest = magnitude.minusDays(days);
    var text = counted(duration.isNegative() ? -days : days, "day");
    return rest.isZero() && !text.isEmpty()
        ? text.stripTrailing()
        : text + (duration.isNegative() ? "-" : "") + clock(rest.toSeconds(), rest.getNano());
  }

  /// The same digits wherever the program runs.
  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  /// With a blank behind it; nothing for 0.
  private static String counted(long count, String name) {
    return count == 0 ? "" : count + " " + name + (count == 1 ? " " : "s ");
  }
}
