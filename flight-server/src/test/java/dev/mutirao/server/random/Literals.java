package dev.mutirao.server.random;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Constants in SQL.
final class Literals {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private Literals() {}

  /// A value of the pool whose type is the kind's.
  static Expression typed(Kind kind, Choices choices) {
    return typed(kind, choices.below(Pools.size(kind)), choices.below(3));
  }

  /// NULL of a kind.
  static Expression none(Kind kind) {
    var plain =
        kind == Kind.DECIMAL
            ? Expression.decimal(0, 4, 2, Sql.NONE)
            : Expression.of(kind, Sql.NONE);
    return plain.as(Sql.of("CAST(NULL AS %s)", plain.type())).asConstant();
  }

  private static Expression typed(Kind kind, int index, int scale) {
    var value = Pools.value(kind, index, scale);
    return switch (kind) {
      case INTEGER, TINYINT, SMALLINT, BIGINT, REAL, DOUBLE -> {
        double number = ((Number) value).doubleValue();
        var text = kind.isInteger() ? value.toString() : BigDecimal.valueOf(number).toPlainString();
        yield Expression.number(
                kind,
                Math.abs(number),
                kind == Kind.INTEGER ? Sql.of(negative(text)) : cast(text, kind.sqlName()))
            .asConstant();
      }
      case DECIMAL -> {
        var number = (BigDecimal) value;
        yield Expression.decimal(
                number.abs().doubleValue(),
                7,
                scale,
                cast(number.toPlainString(), "DECIMAL(7, " + scale + ")"))
            .asConstant();
      }
      case WILD -> Expression.of(kind, cast("'" + value + "'", "DOUBLE")).asConstant();
      case BOOLEAN -> Expression.of(kind, Sql.of(value.toString())).asConstant();
      case VARCHAR -> Expression.of(kind, text((String) value)).asConstant();
      case DATE -> Expression.of(kind, Sql.of("DATE '%s'", value)).asConstant();
      case TIMESTAMP ->
          Expression.of(
                  kind, Sql.of("TIMESTAMP '%s'", CLOCK.format((java.time.LocalDateTime) value)))
              .asConstant();
      case TIME ->
          Expression.of(kind, Sql.of("TIME '%s'", TIME.format((java.time.LocalTime) value)))
              .asConstant();
    };
  }

  static Sql text(String value) {
    return Sql.of("'" + value.replace("'", "''") + "'");
  }

  private static Sql cast(String text, String type) {
    return Sql.of("CAST(%s AS %s)", text, type);
  }

  private static String negative(String text) {
    return text.startsWith("-") ? "(" + text + ")" : text;
  }
}
