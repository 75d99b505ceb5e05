package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_MINUTE;
import static dev.mutirao.executor.function.Calendar.MICROS_PER_SECOND;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;

/// How values are spelled: as PostgreSQL does, wherever they become text (casts, the `csv` and
/// `table` formats, messages).
public final class TextFormat {
  private TextFormat() {}

  /// A value that is not NULL.
  ///
  /// @param zone of the session; matters for instants only
  public static String of(Literal literal, ZoneId zone) {
    return switch (literal.value()) {
      case null -> throw new IllegalArgumentException("NULL has no spelling");
      case Boolean value -> value.toString();
      case Double value ->
          literal.type() == Simple.REAL ? real(value.floatValue()) : real(value.doubleValue());
      case BigInteger value ->
          new BigDecimal(value, ((Decimal) literal.type()).scale()).toPlainString();
      case Long value -> integer(value, literal.type(), zone);
      case Binary value -> value.toString();
      default -> literal.value().toString();
    };
  }

  private static String integer(long value, Type type, ZoneId zone) {
    return switch (type) {
      case Decimal decimal -> decimal(value, decimal.scale());
      case Simple simple ->
          switch (simple) {
            case DATE -> date((int) value);
            case TIME -> time(value);
            case TIMESTAMP -> timestamp(value);
            case INSTANT -> instant(value, zone);
            case INTERVAL_MONTHS -> months((int) value);
            case INTERVAL_MICROS -> micros(value);
            case BOOLEAN,
                TINYINT,
                SMALLINT,
                INTEGER,
                BIGINT,
                REAL,
                DOUBLE,
                VARCHAR,
                VARBINARY,
                NULL ->
                Long.toString(value);
          };
    };
  }

  static String decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).toPlainString();
  }

  /// The fewest digits that read back; an exponent below 1e-4 and from 1e15.
  static String real(double value) {
    return Double.isFinite(value) ? ShortestDigits.of(value).format(15) : special(value);
  }

  /// As for DOUBLE; an exponent from 1e6.
  static String real(float value) {
    return Float.isFinite(value) ? ShortestDigits.of(value).format(6) : special(value);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }

  static String date(int day) {
    var text = new StringBuilder(10);
    date(text, day);
    era(text, day);
    return text.toString();
  }

  static String time(long micros) {
    var text = new StringBuilder(15);
    clock(text, micros);
    return text.toString();
  }

  static String timestamp(long micros) {
    var text = new StringBuilder(26);
    date(text, Calendar.dayOf(micros));
    clock(text.append(' '), Calendar.timeOf(micros));
    era(text, Calendar.dayOf(micros));
    return text.toString();
  }

  static String instant(long micros, ZoneId zone) {
    long shown = Calendar.toClock(micros, zone);
    var text = new StringBuilder(32);
    date(text, Calendar.dayOf(shown));
    clock(text.append(' '), Calendar.timeOf(shown));
    offset(text, Calendar.offsetSeconds(micros, zone));
    era(text, Calendar.dayOf(shown));
    return text.toString();
  }

  static String months(int months) {
    if (months == 0) {
      return "00:00:00";
    }
    var text = new StringBuilder();
    unit(text, months / 12, "year");
    unit(text, months % 12, "mon");
    return text.toString();
  }

  static String micros(long micros) {
    var text = new StringBuilder();
    unit(text, micros / MICROS_PER_DAY, "day");
    long rest = micros % MICROS_PER_DAY;
    if (rest != 0 || text.isEmpty()) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      if (rest < 0) {
        text.append('-');
      }
      clock(text, Math.abs(rest));
    }
    return text.toString();
  }

  private static void unit(StringBuilder text, long count, String name) {
    if (count != 0) {
      text.append(text.isEmpty() ? "" : " ")
          .append(count)
          .append(' ')
          .append(name)
          .append(count == 1 ? "" : "s");
    }
  }

  private static void date(StringBuilder text, int day) {
    long civil = Calendar.civil(day);
    long year = Calendar.year(civil);
    digits(text, year > 0 ? year : 1 - year, 4);
    digits(text.append('-'), Calendar.month(civil), 2);
    digits(text.append('-'), Calendar.dayOfMonth(civil), 2);
  }

  private static void era(StringBuilder text, int day) {
    if (Calendar.year(Calendar.civil(day)) <= 0) {
      text.append(" BC");
    }
  }

  private static void clock(StringBuilder text, long micros) {
    digits(text, micros / MICROS_PER_HOUR, 2);
    digits(text.append(':'), micros / MICROS_PER_MINUTE % 60, 2);
    digits(text.append(':'), micros / MICROS_PER_SECOND % 60, 2);
    long fraction = micros % MICROS_PER_SECOND;
    if (fraction != 0) {
      digits(text.append('.'), fraction, 6);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
  }

  private static void offset(StringBuilder text, int seconds) {
    int size = Math.abs(seconds);
    digits(text.append(seconds < 0 ? '-' : '+'), size / 3600, 2);
    if (size % 3600 != 0) {
      digits(text.append(':'), size / 60 % 60, 2);
    }
    if (size % 60 != 0) {
      digits(text.append(':'), size % 60, 2);
    }
  }

  private static void digits(StringBuilder text, long value, int width) {
    var digits = Long.toString(value);
    text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }
}
