package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Filters that joins make for scans change nothing but the work: random joins over 40,000 rows
/// have DuckDB's rows, with and without the filters, in one process and on several executors.
@Timeout(120)
final class DynamicFiltersTest {
  private static final int QUERIES = 24;

  /// Every seventh key is NULL, a third of the rows share one value of `skew`.
  private static final String BIG =
      "SELECT i AS id, CASE WHEN i % 7 <> 0 THEN i * 7919 % 20011 END AS k, CASE WHEN i % 3 = 0"
          + " THEN 5 ELSE i % 4000 END AS skew, CAST(i % 1200 AS SMALLINT) AS short, DATE"
          + " '2024-01-01' + CAST(i % 900 AS INTEGER) AS d, 'text ' || i % 3000 AS s, i % 350 / 4.0"
          + " AS f FROM range(40000) t(i)";

  private static final String SMALL =
      "SELECT i AS id, CASE WHEN i % 5 <> 0 THEN i * 31 % 1000 END AS k, i % 40 AS skew, CAST(i * 3"
          + " % 1000 AS SMALLINT) AS short, DATE '2024-01-01' + CAST(i % 50 AS INTEGER) AS d, 'text"
          + " ' || i * 7 AS s, i / 4.0 AS f FROM range(600) t(i)";

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      for (var table : List.of("big:" + BIG, "small:" + SMALL)) {
        var name = table.substring(0, table.indexOf(':'));
        var query = table.substring(table.indexOf(':') + 1);
        statement.execute(
            "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 4096)"
                .formatted(query, folder.resolve(name + ".parquet")));
        statement.execute(
            "COPY (%s) TO '%s' (FORMAT csv)".formatted(query, folder.resolve(name + ".csv")));
      }
    }
  }

  private static String file(String name) {
    return "'" + folder.resolve(name) + "'";
  }

  /// Joins the big table with one to three small ones, some of whose rows are left out.
  private static String randomQuery(Random random) {
    var big = file(random.nextInt(4) == 0 ? "big.csv" : "big.parquet");
    var small = file("small.parquet");
    var sql = new StringBuilder();
    var conditions = new ArrayList<String>();
    var columns = new StringBuilder("count(*), sum(b.id), min(b.s), max(b.d)");
    for (int i = 0; i <= random.nextInt(3); i++) {
      var name = "s" + i;
      var key = List.of("k", "skew", "short", "d", "s", "f").get(random.nextInt(6));
      var kept = List.of("id >= 0", "id < 0", "id < 7", "id %% 9 = 4", "%s IS NULL", "k > 900");
      var rows =
          "(SELECT * FROM " + small + " WHERE " + kept.get(random.nextInt(6)).formatted(key) + ")";
      var on = "b.%s = %s.%s".formatted(key, name, key);
      if (random.nextInt(3) == 0) {
        on += " AND b.f > %s.f".formatted(name);
      }
      switch (random.nextInt(7)) {
        case 0 -> conditions.add("b.%s IN (SELECT %s FROM %s x)".formatted(key, key, rows));
        case 1 -> conditions.add("b.%s NOT IN (SELECT %s FROM %s x)".formatted(key, key, rows));
        case 2 -> conditions.add("EXISTS (SELECT 1 FROM %s %s WHERE %s)".formatted(rows, name, on));
        case 3 ->
            conditions.add("NOT EXISTS (SELECT 1 FROM %s %s WHERE %s)".formatted(rows, name, on));
        default -> {
          var kind = List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");
          sql.append(" %s %s %s ON %s".formatted(kind.get(random.nextInt(5)), rows, name, on));
          columns.append(", sum(%s.id)".formatted(name));
        }
      }
    }
    if (random.nextBoolean()) {
      conditions.add("b.id % 3 <> 1");
    }
    var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return "SELECT " + columns + " FROM " + big + " b" + sql + where;
  }

  @Test
  void randomJoinsHaveTheRowsOfDuckDb() throws Exception {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var allocator = new RootAllocator();
        var engine = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty());
        var cluster = new TestCluster(3);
        var broadcast = cluster.statements();
        var spread = cluster.statements()) {
      rows(spread, "SET optimizer.broadcast_rows = 0");
      var random = new Random(7);
      for (int query = 0; query < QUERIES; query++) {
        var sql = randomQuery(random);
        var expected = duckDbRow(duckDb, sql);
        rows(engine, "SET batch_rows = " + List.of(50, 1000, 8192).get(query % 3));
        for (var disabled : List.of("''", "'dynamic_filters'", "'join_order,build_side'")) {
          rows(engine, "SET optimizer.disabled = " + disabled);
          assertEquals(expected, row(engine, sql), () -> "without " + disabled + ": " + sql);
        }
        assertEquals(expected, row(broadcast, sql), () -> "3 executors: " + sql);
        assertEquals(expected, row(spread, sql), () -> "3 executors, no broadcast: " + sql);
      }
    }
  }

  @Test
  void theAnalysisTellsHowManyRowsAScanLeftOut() throws InterruptedException {
    var sql =
        "FROM %s b JOIN %s s ON b.id = s.id".formatted(file("big.parquet"), file("small.parquet"));
    try (var allocator = new RootAllocator();
        var engine = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty())) {
      var plan = String.join("\n", texts(engine, "EXPLAIN ANALYZE SELECT count(*) " + sql));
      assertTrue(plan.contains("[id], filter 0 on id"), plan);
      assertTrue(plan.contains("39400 rows left out by filters of joins"), plan);
      var json = texts(engine, "EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(*) " + sql).getFirst();
      assertTrue(json.contains("\"rows_filtered\":39400"), json);
      rows(engine, "SET optimizer.disabled = 'dynamic_filters'");
      var without = String.join("\n", texts(engine, "EXPLAIN ANALYZE SELECT count(*) " + sql));
      assertFalse(without.contains("filter 0"), without);
    }
  }

  @Test
  void aQueryThatIsGivenUpInTheMiddleLeavesNothingInMemory() throws InterruptedException {
    var sql =
        ("SELECT b.id, c.s FROM %1$s b JOIN %1$s c ON b.short = c.short JOIN %2$s s ON c.k = s.k"
                + " JOIN %2$s t ON b.s = t.s")
            .formatted(file("big.parquet"), file("small.parquet"));
    try (var allocator = new RootAllocator();
        var engine = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty());
        var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      for (var service : List.of(engine, statements)) {
        rows(service, "SET batch_rows = 100");
        for (int i = 0; i < 5; i++) {
          try (var result = service.run(sql);
              var batches = new BlockingBatches(result.rows());
              var first = batches.next()) {
            assertNotNull(first);
          }
        }
      }
    } // closing fails when memory is left
  }

  private static List<String> texts(StatementService service, String sql)
      throws InterruptedException {
    return rows(service, sql).stream().map(List::getFirst).toList();
  }

  private static List<String> row(StatementService service, String sql)
      throws InterruptedException {
    return rows(service, sql).getFirst();
  }

  private static List<List<String>> rows(StatementService service, String sql)
      throws InterruptedException {
    var rows = new ArrayList<List<String>>();
    try (var result = service.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var each = batch) {
          for (int row = 0; row < each.rows(); row++) {
            rows.add(
                Cells.row(each, row).stream().map(cell -> String.valueOf(cell.value())).toList());
          }
        }
      }
    }
    return rows;
  }

  /// Dates as days since 1970.
  private static List<String> duckDbRow(Connection duckDb, String sql) throws SQLException {
    var days = sql.replace("max(b.d)", "CAST(max(b.d) - DATE '1970-01-01' AS BIGINT)");
    try (var statement = duckDb.createStatement();
        var result = statement.executeQuery(days)) {
      result.next();
      var row = new ArrayList<String>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.add(String.valueOf(result.getObject(i)));
      }
      return row;
    }
  }
}
