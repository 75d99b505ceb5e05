package dev.mutirao.benchmarks.dbbenchmark;

import dev.mutirao.benchmarks.data.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The tables of the db-benchmark as Parquet (zstd): one of 100 groups (`K` = 100, and 5 of fewer
/// than a million rows, so that groups keep some rows) for the group-by questions, and a big one
/// with three that it is joined with. Every value is a hash of its row's number and its column's,
/// so that the same size gives the same rows.
public final class DbBenchmarkData {
  private static final int GROUPS = 100;
  private static final int FEW_GROUPS = 5;
  private static final long MANY_ROWS = 1_000_000;

  private final Path folder;

  private DbBenchmarkData(Path folder) {
    this.folder = folder;
  }

  /// The tables of a size, made when they are missing.
  ///
  /// @param parent gets a folder of this size
  /// @param rows of the big tables
  public static DbBenchmarkData at(Path parent, long rows) throws IOException, SQLException {
    return new DbBenchmarkData(
        DataFolder.made(parent, "db-benchmark-" + rows, folder -> write(folder, rows)));
  }

  /// The Parquet file of each table.
  public Map<String, Path> parquet() {
    var files = new LinkedHashMap<String, Path>();
    queries(1).keySet().forEach(table -> files.put(table, folder.resolve(table + ".parquet")));
    return files;
  }

  private static void write(Path folder, long rows) throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      for (var table : queries(rows).entrySet()) {
        statement.execute(
            "COPY (%s) TO '%s' (FORMAT PARQUET, COMPRESSION ZSTD)"
                .formatted(table.getValue(), folder.resolve(table.getKey() + ".parquet")));
      }
    }
  }

  /// A query of DuckDB for each table. As in the original, the small table has a millionth of the
  /// rows, the medium one a thousandth, and a tenth of the keys of each side has no match.
  private static Map<String, String> queries(long rows) {
    long small = Math.max(10, rows / 1_000_000);
    long medium = Math.max(10, rows / 1000);
    var queries = new LinkedHashMap<String, String>();
    queries.put("g1", groups(rows));
    queries.put(
        "x",
        "SELECT %s AS id1, %s AS id2, %s AS id3, %s AS id4, %s AS id5, %s AS id6, %s AS v1 FROM range(%d) t(i)"
            .formatted(
                below(1, small),
                below(2, medium),
                below(3, rows),
                text(below(1, small)),
                text(below(2, medium)),
                text(below(3, rows)),
                money(4),
                rows));
    queries.put("small", side("id1", "id4", small, small / 10));
    queries.put("medium", side("id2", "id5", medium, medium / 10));
    queries.put("big", side("id3", "id6", rows, rows / 10));
    return queries;
  }

  private static String groups(long rows) {
    long few = rows < MANY_ROWS ? FEW_GROUPS : GROUPS;
    long many = Math.max(1, rows / few);
    return """
    SELECT %s AS id1, %s AS id2, %s AS id3, %s AS id4, %s AS id5, %s AS id6,
      1 + %s AS v1, 1 + %s AS v2, %s AS v3
    FROM range(%d) t(i)\
    """
        .formatted(
            text(below(1, few)),
            text(below(2, few)),
            "printf('id%010d', " + below(3, many) + ")",
            below(4, few),
            below(5, few),
            below(6, many),
            below(7, 5),
            below(8, 15),
            money(9),
            rows);
  }

  /// One row for each of `rows` keys; the first of them are no keys of the big table.
  private static String side(String key, String text, long rows, long without) {
    return "SELECT CAST(i + %d AS INTEGER) AS %s, 'id' || (i + %d) AS %s, %s AS v2 FROM range(%d) t(i)"
        .formatted(without, key, without, text, money(5), rows);
  }

  private static String below(int column, long bound) {
    return "CAST(hash(i, %d) %% %d AS INTEGER)".formatted(column, bound);
  }

  private static String text(String number) {
    return "'id' || " + number;
  }

  /// Up to 100 with six digits.
  private static String money(int column) {
    return "CAST(hash(i, %d) %% 100000000 AS DOUBLE) / 1000000".formatted(column);
  }
}
