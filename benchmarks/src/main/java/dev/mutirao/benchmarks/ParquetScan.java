package dev.mutirao.benchmarks;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.parquet.ParquetConnector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.RootAllocator;

/// Scans the seven columns of TPC-H query 1 from a Parquet file like lineitem, through the
/// connector's interface, and checks the sum of one column. Arguments: the file (made by DuckDB
/// when it is missing), threads, repetitions.
///
/// Prints the seconds of each repetition and, first, what DuckDB needs for the same columns.
public final class ParquetScan {
  private static final List<String> COLUMNS =
      List.of(
          "l_quantity",
          "l_extendedprice",
          "l_discount",
          "l_tax",
          "l_returnflag",
          "l_linestatus",
          "l_shipdate");
  private static final long ROWS = 6_000_000;
  private static final long QUANTITIES = expectedQuantities();

  private ParquetScan() {}

  public static void main(String[] arguments) throws Exception {
    var file =
        Path.of(
            arguments.length > 0
                ? arguments[0]
                : System.getProperty("java.io.tmpdir") + "/mutirao-lineitem.parquet");
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
    if (!Files.exists(file)) {
      generate(file);
    }
    System.out.printf("DuckDB %.3f s%n", duckDb(file, threads));
    var seconds = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      seconds[i] = scan(file, threads);
      System.out.printf("scan %.3f s%n", seconds[i]);
    }
    Arrays.sort(seconds);
    System.out.printf(
        "best %.3f s, median %.3f s, %d threads%n", seconds[0], seconds[repetitions / 2], threads);
  }

  private static double scan(Path file, int threads) throws Exception {
    var connector = new ParquetConnector();
    try (var allocator = new RootAllocator();
        var pool = Executors.newFixedThreadPool(threads)) {
      long start = System.nanoTime();
      var table =
          connector
              .describe(
                  new TableReference(file.toString(), Map.of(), Optional.empty()),
                  new DescribeContext(allocator, threads))
              .handle();
      var columns = COLUMNS.stream().map(name -> indexOf(table, name)).toList();
      var request = new ScanRequest(columns, List.of(), OptionalLong.empty());
      var splits = new ConcurrentLinkedQueue<Split>(connector.splits(table, request));
      var rows = new AtomicLong();
      var quantities = new AtomicLong();
      var context = new ReadContext(allocator, 8192, ScanReport.NONE);
      var tasks = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < threads; i++) {
        tasks.add(
            pool.submit(() -> {
              for (var split = splits.poll(); split != null; split = splits.poll()) {
                try (var reader = connector.open(table, request, split, context)) {
                  for (var batch = reader.next(); batch != null; batch = reader.next()) {
                    rows.addAndGet(batch.rows());
                    quantities.addAndGet(sum(batch.column(0)));
                    batch.close();
                  }
                }
              }
            }));
      }
      for (var task : tasks) {
        task.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (rows.get() != ROWS || quantities.get() != QUANTITIES) {
        throw new IllegalStateException(
            "wrong answer: " + rows.get() + " rows, quantities " + quantities.get());
      }
      return seconds;
    }
  }

  private static long sum(Column column) {
    var values = column.values();
    long sum = 0;
    for (int i = 0; i < column.rows(); i++) {
      sum += values.get(Column.LONG, 8L * i);
    }
    return sum;
  }

  private static int indexOf(TableHandle table, String name) {
    for (int i = 0; i < table.schema().size(); i++) {
      if (table.schema().field(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column " + name);
  }

  private static long expectedQuantities() {
    long sum = 0;
    for (long i = 0; i < ROWS; i++) {
      sum += (i * 7919 % 50 + 1) * 100;
    }
    return sum;
  }

  private static void generate(Path file) throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute(
          """
          COPY (SELECT i // 4 AS l_orderkey, hash(i) %% 200000 AS l_partkey, hash(i + 1) %% 10000 AS l_suppkey,
            i %% 7 AS l_linenumber, (i * 7919 %% 50 + 1)::DECIMAL(15, 2) AS l_quantity,
            ((hash(i + 2) %% 9000000 + 90000)::BIGINT / 100.0)::DECIMAL(15, 2) AS l_extendedprice,
            ((hash(i + 3) %% 11)::BIGINT / 100.0)::DECIMAL(15, 2) AS l_discount,
            ((hash(i + 4) %% 9)::BIGINT / 100.0)::DECIMAL(15, 2) AS l_tax,
            ['A', 'N', 'R'][(hash(i + 5) %% 3)::INT + 1] AS l_returnflag,
            ['F', 'O'][(hash(i + 6) %% 2)::INT + 1] AS l_linestatus,
            DATE '1992-01-02' + (hash(i + 7) %% 2526)::INT AS l_shipdate,
            ['MAIL', 'SHIP', 'RAIL', 'AIR', 'FOB'][(hash(i + 8) %% 5)::INT + 1] AS l_shipmode,
            'comment ' || hash(i + 9) AS l_comment
            FROM range(%d) r(i)) TO '%s' (FORMAT PARQUET, COMPRESSION ZSTD)
          """
              .formatted(ROWS, file));
    }
  }

  private static double duckDb(Path file, int threads) throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute("SET threads = " + threads);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        statement
            .executeQuery(
                "SELECT sum(l_quantity), sum(l_extendedprice), sum(l_discount), sum(l_tax),"
                    + " min(length(l_returnflag)), min(length(l_linestatus)), sum(year(l_shipdate)) FROM '"
                    + file
                    + "'")
            .close();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      return best;
    }
  }
}
