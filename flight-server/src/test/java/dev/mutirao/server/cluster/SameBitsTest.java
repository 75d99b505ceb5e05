package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SUM and AVG of DOUBLE are the exact sum rounded once, whoever adds and in whatever order: the
/// groups cancel out, mix huge and tiny values, or hold infinities and NaN. The other aggregates,
/// too, give the same bits.
final class SameBitsTest {
  private static final int ROWS = 12_000;
  private static final List<Integer> BATCH_ROWS = List.of(1, 7, 1_000, 8_192);

  private static final String OTHERS =
      "SELECT g, var_pop(x), stddev_samp(x), covar_samp(x, y), corr(x, y), regr_intercept(x, y),"
          + " product(y), median(x), percentile_disc(x, 0.3), mode(s), arg_max(s, x),"
          + " first(s ORDER BY y DESC), string_agg(s, ','), string_agg(s, ' ' ORDER BY x, y),"
          + " histogram(s), approx_count_distinct(x), approx_quantile(x, 0.7), sum(x) FROM (SELECT"
          + " g, x, CASE WHEN abs(x) < 10 THEN abs(x) + 0.5e0 ELSE 2e0 END AS y, substring(CAST(x AS VARCHAR), 1, 2) AS s FROM %s WHERE"
          + " g IN ('mixed', 'nan', 'infinite')) AS r GROUP BY GROUPING SETS ((g), ()) ORDER BY g";

  /// The bits of SUM and AVG of one group.
  private record Bits(long sum, long average) {
    static Bits of(double sum, double average) {
      return new Bits(Double.doubleToLongBits(sum), Double.doubleToLongBits(average));
    }
  }

  @TempDir private static Path folder;
  private static Map<String, Bits> expected;

  @BeforeAll
  static void write() throws IOException, SQLException {
    var random = new Random(42);
    var groups = new TreeMap<String, List<Double>>();
    var lines = new ArrayList<String>();
    for (int row = 0; row < ROWS; row++) {
      var group = List.of("cancel", "extreme", "infinite", "mixed", "nan").get(row % 5);
      double value = value(group, row, random);
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(value);
      lines.add(group + "," + value);
    }
    lines.addFirst("g,x");
    Files.write(folder.resolve("values.csv"), lines);
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (FROM read_csv('%s', columns = {'g': 'VARCHAR', 'x': 'DOUBLE'})) TO '%s' (ROW_GROUP_SIZE 2048)"
              .formatted(folder.resolve("values.csv"), folder.resolve("values.parquet")));
    }
    expected = new TreeMap<>();
    groups.forEach((group, values) -> expected.put(group, exact(values)));
  }

  private static double value(String group, int row, Random random) {
    return switch (group) {
      case "cancel" -> row % 10 == 0 ? random.nextGaussian() * 1e300 / 1e5 : -random.nextDouble();
      case "extreme" -> random.nextBoolean() ? random.nextDouble() * 1e-310 : random.nextGaussian();
      case "infinite" -> row == 2 ? Double.POSITIVE_INFINITY : random.nextDouble();
      case "nan" -> row % 999 == 4 ? Double.NaN : random.nextDouble();
      default -> Math.scalb(random.nextGaussian(), random.nextInt(200) - 100);
    };
  }

  private static Bits exact(List<Double> values) {
    var special = values.stream().filter(value -> !Double.isFinite(value)).toList();
    if (!special.isEmpty()) {
      double sum = special.stream().mapToDouble(Double::doubleValue).sum();
      return Bits.of(sum, sum);
    }
    double sum =
        values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
    return Bits.of(sum, sum / values.size());
  }

  @Test
  void anyNumberOfThreadsGivesTheExactSumRoundedOnce() throws InterruptedException {
    for (int threads : List.of(1, 2, 8)) {
      try (var allocator = new RootAllocator();
          var engine = EmbeddedEngine.open(allocator, threads, Path.of(""), Optional.empty())) {
        check(engine, threads + " threads");
      }
    }
  }

  @Test
  void anyNumberOfExecutorsGivesTheExactSumRoundedOnce() throws InterruptedException {
    for (int executors : List.of(1, 3)) {
      try (var cluster = new TestCluster(executors);
          var statements = cluster.statements()) {
        check(statements, executors + " executors");
      }
    }
  }

  @Test
  void allOtherAggregatesGiveTheSameBits() throws InterruptedException {
    var path = folder.resolve("values.parquet");
    var sql = OTHERS.formatted("read_parquet('" + path + "')");
    var expectedRows = new ArrayList<List<?>>();
    try (var allocator = new RootAllocator();
        var engine = EmbeddedEngine.open(allocator, 1, Path.of(""), Optional.empty())) {
      expectedRows.addAll(rows(engine, sql));
    }
    assertEquals(4, expectedRows.size());
    try (var allocator = new RootAllocator();
        var engine = EmbeddedEngine.open(allocator, 4, Path.of(""), Optional.empty())) {
      for (int batchRows : List.of(7, 8_192)) {
        rows(engine, "SET batch_rows = " + batchRows);
        assertEquals(expectedRows, rows(engine, sql), "4 threads, batches of " + batchRows);
      }
    }
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      assertEquals(expectedRows, rows(statements, sql), "3 executors");
      var csv =
          OTHERS.formatted("read_csv('" + folder.resolve("values.csv") + "', split_size => 16384)");
      assertEquals(expectedRows, rows(statements, csv), "3 executors, pieces of a CSV file");
    }
  }

  private static List<List<?>> rows(StatementService service, String sql)
      throws InterruptedException {
    var rows = new ArrayList<List<?>>();
    try (var result = service.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var each = batch) {
          for (int row = 0; row < each.rows(); row++) {
            rows.add(Cells.row(each, row));
          }
        }
      }
    }
    return rows;
  }

  private static void check(StatementService service, String way) throws InterruptedException {
    for (int rows : BATCH_ROWS) {
      run(service, "SET batch_rows = " + rows);
      for (var file : List.of("read_csv('%s', split_size => 16384)", "read_parquet('%s')")) {
        var path = folder.resolve(file.contains("csv") ? "values.csv" : "values.parquet");
        var sql = "SELECT g, SUM(x), AVG(x) FROM " + file.formatted(path) + " GROUP BY g";
        assertEquals(expected, run(service, sql), way + ", batches of " + rows + ", " + path);
      }
    }
  }

  private static Map<String, Bits> run(StatementService service, String sql)
      throws InterruptedException {
    var groups = new TreeMap<String, Bits>();
    try (var result = service.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var rows = batch) {
          for (int row = 0; row < rows.rows(); row++) {
            var cells = Cells.row(rows, row);
            groups.put(
                (String) cells.get(0).value(),
                Bits.of((Double) cells.get(1).value(), (Double) cells.get(2).value()));
          }
        }
      }
    }
    return groups;
  }
}
