package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.ValueText;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/// Statements through our JDBC driver, whose values are read by the getter of their column's type
/// and as text, which must agree.
final class JdbcWay implements SltRunner.Way {
  private final Connection connection;

  JdbcWay(String url) throws SQLException {
    this.connection = DriverManager.getConnection(url);
  }

  @Override
  public List<String> rows(String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (var statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (var result = statement.getResultSet()) {
          while (result.next()) {
            rows.add(row(result));
          }
        }
      }
    }
    return rows;
  }

  private static String row(ResultSet rows) throws SQLException {
    var cells = new StringJoiner("|");
    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
      var value = value(rows, column);
      String text = rows.wasNull() ? null : ValueText.of(value);
      assertEquals(text, rows.getString(column), "getString");
      cells.add(text == null ? "NULL" : text.isEmpty() ? "(empty)" : text);
    }
    return cells.toString();
  }

  /// The value; any when the column is NULL, which `wasNull` tells.
  private static Literal value(ResultSet rows, int column) throws SQLException {
    int type = rows.getMetaData().getColumnType(column);
    return switch (type) {
      case Types.BOOLEAN -> Literal.of(rows.getBoolean(column));
      case Types.TINYINT -> Literal.of(rows.getByte(column));
      case Types.SMALLINT -> Literal.of(rows.getShort(column));
      case Types.INTEGER -> Literal.of(rows.getInt(column));
      case Types.BIGINT -> Literal.of(rows.getLong(column));
      case Types.REAL -> new Literal(Type.Simple.REAL, (double) rows.getFloat(column));
      case Types.DOUBLE -> Literal.of(rows.getDouble(column));
      case Types.DECIMAL -> decimal(rows.getBigDecimal(column));
      case Types.VARCHAR -> new Literal(Type.Simple.VARCHAR, rows.getString(column));
      case Types.VARBINARY -> bytes(rows.getBytes(column));
      case Types.DATE -> date(rows.getObject(column, LocalDate.class));
      case Types.TIME -> time(rows.getObject(column, LocalTime.class));
      case Types.TIMESTAMP -> timestamp(rows.getObject(column, LocalDateTime.class));
      case Types.TIMESTAMP_WITH_TIMEZONE -> instant(rows.getObject(column, Instant.class));
      case Types.NULL -> Literal.ofNull(nothing(rows.getObject(column)));
      default -> interval(rows.getObject(column));
    };
  }

  private static Type nothing(Object value) {
    if (value != null) {
      throw new IllegalStateException("a value in a column of NULLs: " + value);
    }
    return Type.Simple.NULL;
  }

  private static Literal decimal(BigDecimal value) {
    var type = new Type.Decimal(Type.Decimal.MAX_PRECISION, value == null ? 0 : value.scale());
    return new Literal(type, value == null ? null : value.unscaledValue());
  }

  private static Literal bytes(byte[] value) {
    return new Literal(Type.Simple.VARBINARY, value == null ? null : new Binary(value));
  }

  private static Literal date(LocalDate value) {
    return new Literal(Type.Simple.DATE, value == null ? null : value.toEpochDay());
  }

  private static Literal time(LocalTime value) {
    return new Literal(Type.Simple.TIME, value == null ? null : value.toNanoOfDay() / 1000);
  }

  private static Literal timestamp(LocalDateTime value) {
    return new Literal(
        Type.Simple.TIMESTAMP, value == null ? null : micros(value.toInstant(ZoneOffset.UTC)));
  }

  private static Literal instant(Instant value) {
    return new Literal(Type.Simple.INSTANT, value == null ? null : micros(value));
  }

  private static long micros(Instant value) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, value);
  }

  private static Literal interval(Object value) {
    return switch (value) {
      case null -> Literal.ofNull(Type.Simple.INTERVAL_MICROS);
      case Period months -> new Literal(Type.Simple.INTERVAL_MONTHS, months.toTotalMonths());
      case Duration time ->
          new Literal(
              Type.Simple.INTERVAL_MICROS, time.dividedBy(Duration.of(1, ChronoUnit.MICROS)));
      default -> throw new IllegalStateException("what is a " + value.getClass() + "?");
    };
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException problem) {
      throw new IllegalStateException(Objects.toString(problem.getMessage()), problem);
    }
  }
}
