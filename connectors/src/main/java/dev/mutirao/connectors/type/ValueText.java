package dev.mutirao.connectors.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/// Spells values as PostgreSQL does: the shortest digits that read back, `true`, `2024-02-29
/// 23:59:59.5`, instants with their offset, `\x` before hexadecimal bytes.
public final class ValueText {
  private static final long MICROS = 1_000_000;
  private static final long DAY = 86_400 * MICROS;

  private ValueText() {}

  /// The text of a value that is not NULL, instants in UTC.
  public static String of(Literal value) {
    return of(value, ZoneOffset.UTC);
  }

  /// The text of a value that is not NULL, instants in `zone`.
  public static String of(Literal value, ZoneId zone) {
    Object known = Objects.requireNonNull(value.value(), "NULL has no text");
    return switch (value.type()) {
      case Type.Decimal(int precision, int scale) ->
          new BigDecimal(
                  known instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) known), scale)
              .toPlainString();
      case Type.Simple simple ->
          switch (simple) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, VARCHAR, VARBINARY, NULL ->
                known.toString();
            case REAL -> ofReal(((Double) known).floatValue());
            case DOUBLE -> ofDouble((Double) known);
            case DATE -> date((Long) known);
            case TIME -> time((Long) known);
            case TIMESTAMP -> timestamp((Long) known);
            case INSTANT -> instant((Long) known, zone);
            case INTERVAL_MONTHS -> months((Long) known);
            case INTERVAL_MICROS -> duration((Long) known);
          };
    };
  }

  /// Plain digits for decimal exponents from -4 to 14, scientific notation beyond.
  public static String ofDouble(double value) {
    return floating(value, Double.toString(value), 15);
  }

  /// Plain digits for decimal exponents from -4 to 5, scientific notation beyond.
  public static String ofReal(float value) {
    return floating(value, Float.toString(value), 6);
  }

  private static String floating(double value, String shortest, int plainBelow) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? (shortest.startsWith("-") ? "-0" : "0") : shortest;
    }
    var digits = new BigDecimal(shortest).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < plainBelow) {
      return digits.toPlainString();
    }
    String all = digits.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + all.charAt(0)
        + (all.length() > 1 ? "." + all.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String date(long days) {
    var date = LocalDate.ofEpochDay(days);
    return date.getYear() > 0
        ? "%04d-%02d-%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth())
        : "%04d-%02d-%02d BC"
            .formatted(1 - date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static String time(long micros) {
    long seconds = micros / MICROS;
    long fraction = micros % MICROS;
    var text = "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    return fraction == 0 ? text : text + "." + "%06d".formatted(fraction).replaceAll("0+$", "");
  }

  private static String timestamp(long micros) {
    String day = date(Math.floorDiv(micros, DAY));
    String clock = time(Math.floorMod(micros, DAY));
    return day.endsWith(" BC")
        ? day.substring(0, day.length() - 3) + " " + clock + " BC"
        : day + " " + clock;
  }

  private static String instant(long micros, ZoneId zone) {
    var moment = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS));
    int offset = zone.getRules().getOffset(moment).getTotalSeconds();
    long wall = micros + offset * MICROS;
    int distance = Math.abs(offset);
    var sign = (offset < 0 ? "-" : "+") + "%02d".formatted(distance / 3600);
    if (distance % 3600 != 0) {
      sign += ":%02d".formatted(distance / 60 % 60);
    }
    return timestamp(wall) + sign;
  }

  private static String months(long months) {
    var text = new StringBuilder();
    unit(text, months / 12, "year");
    unit(text, months % 12, "mon");
    return text.isEmpty() ? "00:00:00" : text.toString();
  }

  private static String duration(long micros) {
    var text = new StringBuilder();
    unit(text, micros / DAY, "day");
    long rest = micros % DAY;
    if (rest != 0 || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ")
          .append(rest < 0 ? "-" : "")
          .append(time(Math.abs(rest)));
    }
    return text.toString();
  }

  private static void unit(StringBuilder text, long count, String name) {
    if (count != 0) {
      text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(name);
      text.append(count == 1 ? "" : "s");
    }
  }
}
