package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A column of a file that DuckDB writes: Parquet without compression in one encoding, or CSV.
@SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
enum StoredValues {
  PLAIN_NUMBERS("PLAIN", Type.Simple.BIGINT, SQL.MANY, StoredValues::many),
  DICTIONARY_NUMBERS("PLAIN_DICTIONARY", Type.Simple.BIGINT, SQL.FEW, StoredValues::few),
  DELTA_NUMBERS("DELTA_BINARY_PACKED", Type.Simple.BIGINT, "i * 3 + i % 7", i -> i * 3 + i % 7),
  SPLIT_DOUBLES("BYTE_STREAM_SPLIT", Type.Simple.DOUBLE, SQL.DOUBLES, i -> many(i) / 100.0),
  HALF_NULLS(
      "PLAIN",
      Type.Simple.BIGINT,
      "CASE WHEN i * 7919 % 1000 < 500 THEN " + SQL.MANY + " END",
      i -> few(i) < 500 ? many(i) : null),
  DICTIONARY_TEXTS("PLAIN_DICTIONARY", Type.Simple.VARCHAR, SQL.FEW_TEXTS, i -> text(few(i))),
  PLAIN_TEXTS("PLAIN", Type.Simple.VARCHAR, SQL.TEXTS, i -> text(many(i))),
  DELTA_LENGTH_TEXTS("DELTA_LENGTH_BYTE_ARRAY", Type.Simple.VARCHAR, SQL.TEXTS, i -> text(many(i))),
  CSV_INTEGERS(null, Type.Simple.BIGINT, SQL.MANY, StoredValues::many),
  CSV_DOUBLES(null, Type.Simple.DOUBLE, SQL.DOUBLES, i -> many(i) / 100.0),
  CSV_DECIMALS(
      null,
      new Type.Decimal(15, 2),
      "(" + SQL.MANY + " / 100)::DECIMAL(15, 2)",
      StoredValues::many),
  CSV_DATES(
      null,
      Type.Simple.DATE,
      "DATE '1992-01-02' + (" + SQL.FEW + ")::INTEGER",
      i -> LocalDate.of(1992, 1, 2).toEpochDay() + few(i)),
  CSV_FEW_TEXTS(null, Type.Simple.VARCHAR, SQL.FEW_TEXTS, i -> text(few(i))),
  CSV_TEXTS(null, Type.Simple.VARCHAR, SQL.TEXTS, i -> text(many(i)));

  /// As many as make whole row groups and whole batches.
  static final int ROWS = 8 * 122_880;

  private final @Nullable String encoding;
  private final Type type;
  private final String sql;
  private final LongFunction<@Nullable Object> value;

  /// Expressions over a row's number `i`.
  private static final class SQL {
    private static final String FEW = "i * 7919 % 1000";
    private static final String MANY = "i * 1000003 % 1000000007";
    private static final String DOUBLES = "(" + MANY + ") / 100e0";
    private static final String FEW_TEXTS = "'Município ' || " + FEW;
    private static final String TEXTS = "'Município ' || " + MANY;
  }

  /// @param encoding of Parquet; null for CSV
  /// @param value what `sql` gives for a row's number
  StoredValues(
      @Nullable String encoding, Type type, String sql, LongFunction<@Nullable Object> value) {
    this.encoding = encoding;
    this.type = type;
    this.sql = sql;
    this.value = value;
  }

  private static long few(long i) {
    return i * 7919 % 1000;
  }

  private static long many(long i) {
    return i * 1_000_003 % 1_000_000_007;
  }

  private static String text(long number) {
    return "Município " + number;
  }

  Type type() {
    return type;
  }

  boolean isCsv() {
    return encoding == null;
  }

  Literal of(long row) {
    return new Literal(type, value.apply(row));
  }

  /// Makes the file, with one column `value`.
  ///
  /// @throws IllegalStateException when DuckDB does not take the encoding
  void write(Path file) throws SQLException {
    boolean second =
        encoding != null && (encoding.startsWith("DELTA") || encoding.startsWith("BYTE"));
    var options =
        isCsv()
            ? "FORMAT CSV, HEADER"
            : "FORMAT PARQUET, COMPRESSION UNCOMPRESSED, PARQUET_VERSION " + (second ? "V2" : "V1");
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute("SET threads = 1; SET preserve_insertion_order = true");
      statement.execute(
          "COPY (SELECT %s AS value FROM range(%d) r(i)) TO '%s' (%s)"
              .formatted(sql, ROWS, file, options));
      if (!isCsv()) {
        try (var rows =
            statement.executeQuery(
                "SELECT DISTINCT encodings FROM parquet_metadata('%s')".formatted(file))) {
          rows.next();
          KernelWork.check(this + "'s encoding", rows.getString(1), encoding);
          KernelWork.check(this + " has other encodings", rows.next(), false);
        }
      }
    }
  }
}
