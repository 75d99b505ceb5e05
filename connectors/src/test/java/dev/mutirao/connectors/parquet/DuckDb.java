package dev.mutirao.connectors.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DuckDB as the writer of test files, and as a second opinion on what is in a file.
final class DuckDb {
  private DuckDb() {}

  /// Runs statements in a database of their own.
  static void run(String... statements) {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes the rows of a query to a Parquet file.
  static Path write(Path file, String query, String options) {
    run(
        "COPY ("
            + query
            + ") TO '"
            + file
            + "' (FORMAT PARQUET"
            + (options.isEmpty() ? "" : ", ")
            + options
            + ")");
    return file;
  }

  /// Rows as {@link ParquetTable#rows} gives them.
  static List<List<Object>> query(String sql) {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET timezone = 'UTC'");
      var rows = new ArrayList<List<Object>>();
      try (var result = statement.executeQuery(sql)) {
        while (result.next()) {
          var row = new ArrayList<Object>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(value(result.getObject(i)));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case Byte number -> number.longValue();
      case Short number -> number.longValue();
      case Integer number -> number.longValue();
      case Float number -> number.doubleValue();
      case BigInteger number -> new BigDecimal(number);
      // Nanoseconds are cut to microseconds.
      case Timestamp timestamp -> timestamp.toLocalDateTime().truncatedTo(ChronoUnit.MICROS);
      case OffsetDateTime instant -> instant.toInstant();
      case Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
      case java.util.UUID uuid -> uuid.toString();
      default -> value;
    };
  }
}
