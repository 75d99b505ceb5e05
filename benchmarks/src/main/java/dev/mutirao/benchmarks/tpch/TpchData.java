package dev.mutirao.benchmarks.tpch;

import dev.mutirao.benchmarks.data.DataFolder;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The eight tables of TPC-H as CSV (`|` between values, with a header) and as Parquet (zstd), in
/// one folder. The rows are those of dbgen.
public final class TpchData {
  /// How the tables are written.
  public enum Form {
    CSV,
    PARQUET
  }

  private final Path folder;

  private TpchData(Path folder) {
    this.folder = folder;
  }

  /// The tables at a scale factor, made when they are missing.
  ///
  /// @param parent gets a folder of this scale factor
  /// @param scale 1 is 6 million rows of `lineitem`, 1.1 GB of CSV
  public static TpchData at(Path parent, double scale) throws IOException, SQLException {
    return new TpchData(DataFolder.made(parent, "tpch-" + scale, folder -> write(folder, scale)));
  }

  /// The Parquet file of each table.
  public Map<String, Path> parquet() {
    return TpchTable.getTables().stream()
        .collect(Collectors.toMap(TpchData::name, table -> file(table, "parquet")));
  }

  /// Statements that name the tables for Mutirão.
  public List<String> declarations(Form form) {
    return TpchTable.getTables().stream().map(table -> declaration(table, form)).toList();
  }

  /// Statements that name the tables for DuckDB.
  public List<String> duckDbViews(Form form) {
    return TpchTable.getTables().stream()
        .map(table ->
            "CREATE OR REPLACE VIEW "
                + name(table)
                + " AS FROM "
                + switch (form) {
                  case CSV -> duckDbCsv(table, file(table, "csv"));
                  case PARQUET -> "'" + file(table, "parquet") + "'";
                })
        .toList();
  }

  private String declaration(TpchTable<?> table, Form form) {
    return switch (form) {
      case CSV ->
          "CREATE OR REPLACE EXTERNAL TABLE %s (%s) LOCATION '%s' OPTIONS (delimiter '|')"
              .formatted(name(table), columns(table), file(table, "csv"));
      case PARQUET ->
          "CREATE OR REPLACE EXTERNAL TABLE %s LOCATION '%s'"
              .formatted(name(table), file(table, "parquet"));
    };
  }

  private Path file(TpchTable<?> table, String suffix) {
    return folder.resolve(name(table) + "." + suffix);
  }

  private static String name(TpchTable<?> table) {
    return table.getTableName();
  }

  private static <E extends TpchEntity> String columns(TpchTable<E> table) {
    return table.getColumns().stream()
        .map(column -> column.getColumnName() + " " + type(column))
        .collect(Collectors.joining(", "));
  }

  private static String type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> "BIGINT";
      case INTEGER -> "INTEGER";
      case DATE -> "DATE";
      case DOUBLE -> "DECIMAL(15, 2)";
      case VARCHAR -> "VARCHAR";
    };
  }

  private static <E extends TpchEntity> void writeCsv(TpchTable<E> table, double scale, Path folder)
      throws IOException {
    var file = folder.resolve(name(table) + ".csv");
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(
          table.getColumns().stream()
              .map(TpchColumn::getColumnName)
              .collect(Collectors.joining("|")));
      out.write('\n');
      for (var row : table.createGenerator(scale, 1, 1)) {
        var line = row.toLine();
        out.write(line, 0, line.length() - 1); // dbgen ends a line with a delimiter
        out.write('\n');
      }
    }
  }

  private static void write(Path folder, double scale) throws IOException, SQLException {
    for (var table : TpchTable.getTables()) {
      writeCsv(table, scale, folder);
    }
    writeParquet(folder);
  }

  private static void writeParquet(Path folder) throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      for (var table : TpchTable.getTables()) {
        var csv = folder.resolve(name(table) + ".csv");
        var parquet = folder.resolve(name(table) + ".parquet");
        statement.execute(
            "COPY (FROM %s) TO '%s' (FORMAT PARQUET, COMPRESSION ZSTD)"
                .formatted(duckDbCsv(table, csv), parquet));
      }
    }
  }

  private static String duckDbCsv(TpchTable<?> table, Path file) {
    return "read_csv('%s', delim = '|', header = true, quote = '', columns = {%s})"
        .formatted(file, duckDbColumns(table));
  }

  private static <E extends TpchEntity> String duckDbColumns(TpchTable<E> table) {
    return table.getColumns().stream()
        .map(column -> "'%s': '%s'".formatted(column.getColumnName(), type(column)))
        .collect(Collectors.joining(", "));
  }
}
