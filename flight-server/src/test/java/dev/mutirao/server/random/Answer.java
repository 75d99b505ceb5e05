package dev.mutirao.server.random;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.error.ErrorCategory;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What an engine says to a query: rows as texts, or that it fails.
sealed interface Answer {
  /// The text of NULL, which no VARCHAR has: those begin with a quote.
  String NULL = "NULL";

  record Rows(List<List<String>> rows) implements Answer {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  record Failed(String message, Cause cause) implements Answer {}

  /// Why a query fails.
  enum Cause {
    /// An error that a user can make.
    QUERY,
    /// It takes more time or memory than it is given.
    LIMIT,
    /// A fault of the engine.
    ENGINE
  }

  /// Asks us. Bits are kept: -0 is not 0.
  static Answer of(StatementService service, String sql) throws InterruptedException {
    var rows = new ArrayList<List<String>>();
    try (var result = service.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        append(batch, rows);
      }
    } catch (MutiraoException e) {
      return new Failed(String.valueOf(e.getMessage()), cause(e.code().category()));
    } catch (RuntimeException e) {
      return new Failed("a raw " + e, Cause.ENGINE);
    }
    return new Rows(rows);
  }

  private static Cause cause(ErrorCategory category) {
    return switch (category) {
      case INTERNAL -> Cause.ENGINE;
      case RESOURCE -> Cause.LIMIT;
      case USER, EXTERNAL -> Cause.QUERY;
    };
  }

  private static void append(Batch batch, List<List<String>> rows) {
    try (batch) {
      for (int row = 0; row < batch.rows(); row++) {
        rows.add(Cells.row(batch, row).stream().map(Answer::text).toList());
      }
    }
  }

  private static String text(Literal cell) {
    if (cell.isNull()) {
      return NULL;
    }
    return switch (cell.value()) {
      case Double number -> text(number.doubleValue());
      case String text -> "'" + text + "'";
      case Object ignored -> {
        var text = ValueText.of(cell);
        yield cell.type() instanceof dev.mutirao.connectors.type.Type.Decimal
            ? text(new BigDecimal(text))
            : text;
      }
    };
  }

  /// Asks DuckDB.
  static Answer of(Connection database, String sql, TimeLimit limit) {
    try (var statement = database.createStatement();
        var result = limit.query(statement, sql)) {
      int columns = result.getMetaData().getColumnCount();
      var types = new int[columns];
      for (int i = 0; i < columns; i++) {
        types[i] = result.getMetaData().getColumnType(i + 1);
      }
      var rows = new ArrayList<List<String>>();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 0; i < columns; i++) {
          row.add(text(result, i + 1, types[i]));
        }
        rows.add(row);
      }
      return new Rows(rows);
    } catch (SQLException e) {
      var message = String.valueOf(e.getMessage());
      return new Failed(message, message.startsWith("INTERRUPT Error") ? Cause.LIMIT : Cause.QUERY);
    }
  }

  private static String text(ResultSet result, int column, int type) throws SQLException {
    Object value =
        type == Types.TIMESTAMP
            ? result.getObject(column, LocalDateTime.class)
            : result.getObject(column);
    return switch (value) {
      case null -> NULL;
      case Boolean truth -> truth.toString();
      case Byte number -> number.toString();
      case Short number -> number.toString();
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case BigInteger number -> number.toString();
      case BigDecimal number -> text(number);
      case Float number -> text(number.doubleValue());
      case Double number -> text(number.doubleValue());
      case String text -> "'" + text + "'";
      case LocalDate date -> date(date);
      case java.sql.Date date -> date(date.toLocalDate());
      case LocalTime time -> time(time);
      case LocalDateTime clock -> clock(clock);
      case Timestamp clock -> clock(clock.toLocalDateTime());
      default -> throw new IllegalStateException("a DuckDB value of " + value.getClass());
    };
  }

  private static String date(LocalDate date) {
    return ValueText.of(
        new Literal(dev.mutirao.connectors.type.Type.Simple.DATE, date.toEpochDay()));
  }

  private static String time(LocalTime time) {
    return ValueText.of(
        new Literal(dev.mutirao.connectors.type.Type.Simple.TIME, time.toNanoOfDay() / 1000));
  }

  private static String clock(LocalDateTime clock) {
    long micros = ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), clock);
    return ValueText.of(new Literal(dev.mutirao.connectors.type.Type.Simple.TIMESTAMP, micros));
  }

  private static String text(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    return number == 0 ? (1 / number < 0 ? "-0" : "0") : text(new BigDecimal(number));
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
