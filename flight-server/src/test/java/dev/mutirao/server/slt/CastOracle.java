package dev.mutirao.server.slt;

import dev.mutirao.connectors.type.Binary;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a cast between two types must give, computed with exact numbers and `java.time`.
///
/// Values are of the class that {@link SqlType} names: every whole number and DECIMAL is a
/// BigDecimal, VARBINARY a Binary.
final class CastOracle {
  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  /// ISO 8601, with offsets of whole hours.
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HH:mm:ss", "+00")
          .toFormatter(Locale.ROOT);

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private CastOracle() {}

  /// A type, what Java holds its values in, and for exact numbers what fits.
  record SqlType(String sql, Kind kind, int digits, int scale, BigInteger least, BigInteger most) {
    static SqlType of(String sql, Kind kind) {
      return new SqlType(sql, kind, 0, 0, BigInteger.ZERO, BigInteger.ZERO);
    }

    static SqlType integer(String sql, int bits) {
      var most = BigInteger.TWO.pow(bits - 1).subtract(BigInteger.ONE);
      return new SqlType(sql, Kind.INTEGER, 0, 0, most.negate().subtract(BigInteger.ONE), most);
    }

    static SqlType decimal(int digits, int scale) {
      var most = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
      var sql = "DECIMAL(" + digits + ", " + scale + ")";
      return new SqlType(sql, Kind.DECIMAL, digits, scale, most.negate(), most);
    }
  }

  enum Kind {
    BOOLEAN,
    INTEGER,
    DECIMAL,
    REAL,
    DOUBLE,
    VARCHAR,
    VARBINARY,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    MONTHS,
    MICROS
  }

  /// Whether any value of one type becomes one of the other.
  static boolean exists(SqlType from, SqlType to) {
    if (from.kind() == to.kind() || from.kind() == Kind.VARCHAR || to.kind() == Kind.VARCHAR) {
      return true;
    }
    return switch (from.kind()) {
      case BOOLEAN -> to.kind() == Kind.INTEGER;
      case INTEGER -> isNumber(to) || to.kind() == Kind.BOOLEAN;
      case DECIMAL, REAL, DOUBLE -> isNumber(to);
      case DATE -> to.kind() == Kind.TIMESTAMP || to.kind() == Kind.INSTANT;
      case TIMESTAMP, INSTANT ->
          List.of(Kind.DATE, Kind.TIME, Kind.TIMESTAMP, Kind.INSTANT).contains(to.kind());
      case TIME -> to.kind() == Kind.MICROS;
      case MICROS -> to.kind() == Kind.TIME;
      case VARCHAR, VARBINARY, MONTHS -> false;
    };
  }

  /// The value cast to the type, or nothing when the cast fails. VARCHAR as target is not for here:
  /// its texts are read back.
  static Optional<Object> cast(Object value, SqlType to) {
    return switch (value) {
      case Boolean truth -> number(truth ? BigDecimal.ONE : BigDecimal.ZERO, to);
      case BigDecimal number when to.kind() == Kind.BOOLEAN -> Optional.of(number.signum() != 0);
      case BigDecimal number -> number(number, to);
      case Float real -> floating(real, real.toString(), to);
      case Double number -> floating(number, number.toString(), to);
      case LocalDate date -> date(date, to);
      case LocalTime time ->
          Optional.of(to.kind() == Kind.TIME ? time : Duration.ofNanos(time.toNanoOfDay()));
      case LocalDateTime clock -> clock(clock, to);
      case Instant instant ->
          to.kind() == Kind.INSTANT
              ? Optional.of(instant)
              : clock(LocalDateTime.ofInstant(instant, ZONE), to);
      case Duration micros ->
          to.kind() == Kind.MICROS
              ? Optional.of(micros)
              : Optional.of(
                  LocalTime.ofNanoOfDay(
                      Math.floorMod(micros.toNanos() / 1_000, MICROS_PER_DAY) * 1_000));
      default -> Optional.of(value);
    };
  }

  private static boolean isNumber(SqlType type) {
    return switch (type.kind()) {
      case INTEGER, DECIMAL, REAL, DOUBLE -> true;
      default -> false;
    };
  }

  private static Optional<Object> number(BigDecimal number, SqlType to) {
    return switch (to.kind()) {
      case BOOLEAN -> Optional.of(number.signum() != 0);
      case INTEGER, DECIMAL -> exact(number.setScale(to.scale(), RoundingMode.HALF_UP), to);
      case REAL -> Optional.of(number.floatValue());
      default -> Optional.of(number.doubleValue());
    };
  }

  private static Optional<Object> exact(BigDecimal rounded, SqlType to) {
    var unscaled = rounded.unscaledValue();
    return unscaled.compareTo(to.least()) >= 0 && unscaled.compareTo(to.most()) <= 0
        ? Optional.of(rounded)
        : Optional.empty();
  }

  private static Optional<Object> floating(Number number, String digits, SqlType to) {
    double value = number.doubleValue();
    return switch (to.kind()) {
      case DOUBLE -> Optional.of(value);
      case REAL ->
          Float.isInfinite((float) value) && !Double.isInfinite(value)
              ? Optional.empty()
              : Optional.of((float) value);
      case INTEGER ->
          Double.isFinite(value)
              ? exact(new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN), to)
              : Optional.empty();
      default ->
          Double.isFinite(value)
              ? exact(new BigDecimal(digits).setScale(to.scale(), RoundingMode.HALF_UP), to)
              : Optional.empty();
    };
  }

  private static Optional<Object> date(LocalDate date, SqlType to) {
    return switch (to.kind()) {
      case DATE -> Optional.of(date);
      default -> clock(date.atStartOfDay(), to);
    };
  }

  /// In a fold of the clocks the later instant counts, as in PostgreSQL; in a gap, the offset
  /// before it.
  private static Optional<Object> clock(LocalDateTime clock, SqlType to) {
    return Optional.of(
        switch (to.kind()) {
          case DATE -> clock.toLocalDate();
          case TIME -> clock.toLocalTime();
          case TIMESTAMP -> clock;
          default -> clock.atZone(ZONE).withLaterOffsetAtOverlap().toInstant();
        });
  }

  /// Reads a value as the engine spells it.
  static Object read(String text, SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INTEGER, DECIMAL -> new BigDecimal(text);
      case REAL -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case VARCHAR -> text.equals("(empty)") ? "" : text;
      case VARBINARY -> bytes(text.replaceFirst("^\\\\x", ""));
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
      case INSTANT ->
          OffsetDateTime.parse(text.replaceFirst("^(?=\\d{5})", "+").replace(' ', 'T'), INSTANT)
              .toInstant();
      case MONTHS -> months(text);
      case MICROS -> micros(text);
    };
  }

  /// The text of a value in a statement.
  static String write(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case LocalDateTime clock -> clock.toString().replace('T', ' ');
      case Period months -> months.toTotalMonths() + " months";
      case Duration duration -> duration.toNanos() / 1_000 + " microseconds";
      default -> value.toString();
    };
  }

  static Binary bytes(String hexadecimal) {
    return new Binary(HexFormat.of().parseHex(hexadecimal));
  }

  /// Such as `-1 years -2 mons`.
  private static Period months(String text) {
    int months = 0;
    var words = text.split(" ", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      months += Integer.parseInt(words[i]) * (words[i + 1].startsWith("year") ? 12 : 1);
    }
    return Period.ofMonths(months);
  }

  /// Such as `-3 days +04:05:06.5`.
  private static Duration micros(String text) {
    var sum = Duration.ZERO;
    var words = text.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      if (words[i].contains(":")) {
        var unsigned = words[i].replaceFirst("^[+-]", "").split(":", -1);
        var part =
            Duration.ofHours(Long.parseLong(unsigned[0]))
                .plusMinutes(Long.parseLong(unsigned[1]))
                .plusNanos(new BigDecimal(unsigned[2]).movePointRight(9).longValueExact());
        sum = words[i].startsWith("-") ? sum.minus(part) : sum.plus(part);
      } else if (i + 1 < words.length && words[i + 1].startsWith("day")) {
        sum = sum.plusDays(Long.parseLong(words[i++]));
      }
    }
    return sum;
  }
}
