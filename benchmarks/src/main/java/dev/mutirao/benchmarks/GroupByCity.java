package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.data.DadosGenerator;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/// `SELECT cidade, SUM(salario) ... GROUP BY cidade` over 20 million rows, as CSV and as Parquet,
/// on two threads: embedded, on a local cluster of two executors of one thread each, and in DuckDB.
/// The three take turns in one run; every answer is compared with the sum of the file's cents.
///
/// Arguments: the folder of the files (made when they are missing), repetitions (7). Prints
/// milliseconds: median, least and most of each, the ratio of medians to DuckDB's, and the peak
/// resident memory of this process before DuckDB was in it.
public final class GroupByCity {
  private static final long ROWS = 20_000_000;
  private static final int THREADS = 2;
  private static final int WARM_UP = 60;

  private final Map<String, Double> expected;
  private final int repetitions;

  private GroupByCity(Map<String, Double> expected, int repetitions) {
    this.expected = expected;
    this.repetitions = repetitions;
  }

  public static void main(String[] arguments) throws Exception {
    var folder =
        Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
    int repetitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    var csv = folder.resolve("dados20m.csv");
    var parquet = folder.resolve("dados20m.parquet");
    generate(csv, parquet);
    new GroupByCity(totals(csv), repetitions).run(csv, parquet);
  }

  private void run(Path csv, Path parquet) throws Exception {
    try (var allocator = new RootAllocator();
        var embedded = EmbeddedEngine.open(allocator, THREADS, Path.of(""), Optional.empty())) {
      for (int i = 0; i < WARM_UP; i++) {
        mutirao(embedded, csv);
        mutirao(embedded, parquet);
      }
      System.out.printf("peak resident memory, embedded: %d MB%n", peakMegabytes());
      try (var cluster = LocalCluster.start(allocator, 2, THREADS);
          var duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
        try (var statement = duckDb.createStatement()) {
          statement.execute("SET threads = " + THREADS);
        }
        for (int i = 0; i < WARM_UP; i++) {
          mutirao(cluster.statements(), csv);
          mutirao(cluster.statements(), parquet);
        }
        for (var file : List.of(csv, parquet)) {
          compare(file, embedded, cluster.statements(), duckDb);
        }
      }
    }
  }

  private void compare(
      Path file, StatementService embedded, StatementService cluster, Connection duckDb)
      throws Exception {
    var times = new LinkedHashMap<String, double[]>();
    duckDb(duckDb, file);
    for (int i = 0; i < repetitions; i++) {
      times(times, "DuckDB")[i] = duckDb(duckDb, file);
      times(times, "embedded")[i] = mutirao(embedded, file);
      times(times, "2 executors")[i] = mutirao(cluster, file);
    }
    times.values().forEach(Arrays::sort);
    double peer = times(times, "DuckDB")[repetitions / 2];
    times.forEach((way, sorted) ->
        System.out.printf(
            "%-18s %-12s median %7.1f ms  (%.1f to %.1f)  %.2f of DuckDB%n",
            file.getFileName(),
            way,
            sorted[repetitions / 2],
            sorted[0],
            sorted[repetitions - 1],
            sorted[repetitions / 2] / peer));
  }

  private double[] times(Map<String, double[]> times, String way) {
    return times.computeIfAbsent(way, key -> new double[repetitions]);
  }

  private double mutirao(StatementService service, Path file) throws InterruptedException {
    var sums = new HashMap<String, Double>();
    long start = System.nanoTime();
    try (var result = service.run(query(file));
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var rows = batch) {
          for (int row = 0; row < rows.rows(); row++) {
            var cells = Cells.row(rows, row);
            sums.put((String) cells.get(0).value(), (Double) cells.get(1).value());
          }
        }
      }
    }
    return checked(sums, start);
  }

  private double duckDb(Connection connection, Path file) throws SQLException {
    var sums = new HashMap<String, Double>();
    long start = System.nanoTime();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query(file))) {
      while (rows.next()) {
        sums.put(rows.getString(1), rows.getDouble(2));
      }
    }
    return checked(sums, start);
  }

  private static String query(Path file) {
    return "SELECT cidade, SUM(salario) AS total FROM '" + file + "' GROUP BY cidade";
  }

  /// Milliseconds since `start`, if the sums are right to 12 digits.
  private double checked(Map<String, Double> sums, long start) {
    double milliseconds = (System.nanoTime() - start) / 1e6;
    boolean right =
        sums.keySet().equals(expected.keySet())
            && sums.entrySet().stream()
                .allMatch(sum -> {
                  double wanted = expected.get(sum.getKey());
                  return Math.abs(sum.getValue() - wanted) <= 1e-12 * wanted;
                });
    if (!right) {
      throw new IllegalStateException("wrong answer: " + sums + ", expected " + expected);
    }
    return milliseconds;
  }

  private static void generate(Path csv, Path parquet) throws SQLException {
    if (!Files.exists(csv)) {
      DadosGenerator.write(csv, ROWS, 1);
    }
    if (!Files.exists(parquet)) {
      try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
          var statement = duckDb.createStatement()) {
        statement.execute(
            "COPY (FROM '" + csv + "') TO '" + parquet + "' (FORMAT PARQUET, COMPRESSION ZSTD)");
      }
    }
  }

  /// The sums by plain arithmetic: cents added as integers.
  private static Map<String, Double> totals(Path csv) throws IOException {
    var cents = new HashMap<String, Long>();
    try (var lines = Files.lines(csv, StandardCharsets.UTF_8)) {
      lines
          .skip(1)
          .forEach(line -> {
            int salary = line.lastIndexOf(',') + 1;
            int city = line.lastIndexOf(',', salary - 2) + 1;
            long value =
                Long.parseLong(line, salary, line.length() - 3, 10) * 100
                    + Long.parseLong(line, line.length() - 2, line.length(), 10);
            cents.merge(line.substring(city, salary - 1), value, Long::sum);
          });
    }
    var sums = new HashMap<String, Double>();
    cents.forEach((city, sum) -> sums.put(city, sum / 100.0));
    return sums;
  }

  /// What `VmHWM` of /proc says.
  private static long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
