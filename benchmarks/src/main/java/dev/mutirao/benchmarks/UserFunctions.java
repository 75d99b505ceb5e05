package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.data.FunctionJar;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.apache.arrow.memory.RootAllocator;

/// Functions of a user in Java beside the same expressions in SQL, over a Parquet file of five
/// million rows, in projections and filters: embedded on two threads and on a local cluster of two
/// executors of one thread each. Then 10,000 calls over `range(10000)` on four executors. Java and
/// SQL take turns; every answer is compared with that of a plain loop.
///
/// Argument: repetitions (15). Prints milliseconds: the median, least and most of each, and the
/// median of the ratios of Java to SQL of each turn.
public final class UserFunctions {
  private static final int WARM_UP = 15;
  private static final long ROWS = 5_000_000;
  private static final long CALLS = 10_000;

  /// How a price is made of the number of its row, in cents.
  private static final int PRICE_STEP = 7_919;

  private static final int PRICES = 1_000_003;

  /// The same value of all rows twice.
  ///
  /// @param answer of a row, which are summed up
  private record Pair(String name, String java, String sql, LongToDoubleFunction answer) {
    double expected() {
      return LongStream.range(0, ROWS).mapToDouble(answer).sum();
    }
  }

  private static final List<Pair> PAIRS =
      List.of(
          sum("DOUBLE", "measured_gross(d)", "d * 1.19E0 + 2.5E0", row -> row * 1.19 + 2.5),
          count(
              "DOUBLE",
              "measured_below(d)",
              "d * 1.19E0 + 2.5E0 < 1E6",
              row -> row * 1.19 + 2.5 < 1e6 ? 1 : 0),
          sum("INTEGER", "measured_mixed(i)", "i / 3 - i % 7", row -> row / 3 - row % 7),
          count("INTEGER", "measured_seventh(i)", "i % 7 = 3", row -> row % 7 == 3 ? 1 : 0),
          sum(
              "VARCHAR",
              "length(measured_upper(t))",
              "length(upper(t))",
              row -> text(row).toUpperCase(Locale.ROOT).length()),
          count(
              "VARCHAR",
              "measured_has(t)",
              "contains(t, '77')",
              row -> text(row).contains("77") ? 1 : 0),
          sum(
              "DECIMAL",
              "measured_price(p)",
              "CAST(p * 1.19 AS DECIMAL(20, 4))",
              row -> cents(row) * 1.19 / 100),
          count("DECIMAL", "measured_cheap(p)", "p < 100.00", row -> cents(row) < 10_000 ? 1 : 0));

  private final int repetitions;

  private UserFunctions(int repetitions) {
    this.repetitions = repetitions;
  }

  public static void main(String[] arguments) throws Exception {
    new UserFunctions(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15).run();
  }

  private void run() throws Exception {
    var folder = Files.createTempDirectory("mutirao-benchmark");
    var jar = FunctionJar.write(folder);
    try (var allocator = new RootAllocator()) {
      try (var embedded = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty())) {
        FirstCell.of(embedded, data(folder));
        compare("embedded", embedded, folder, jar);
      }
      try (var cluster = LocalCluster.start(allocator, 2, 2)) {
        compare("2 executors", cluster.statements(), folder, jar);
      }
      try (var cluster = LocalCluster.start(allocator, 4, 4)) {
        create(cluster.statements(), jar);
        calls(cluster.statements());
      }
    }
  }

  private void compare(String way, StatementService engine, Path folder, Path jar)
      throws InterruptedException {
    create(engine, jar);
    for (var pair : PAIRS) {
      var java = new double[repetitions];
      var sql = new double[repetitions];
      var ratios = new double[repetitions];
      double expected = pair.expected();
      for (int i = -WARM_UP; i < repetitions; i++) {
        double first = measure(engine, pair.java().formatted(folder), expected);
        double second = measure(engine, pair.sql().formatted(folder), expected);
        if (i >= 0) {
          java[i] = first;
          sql[i] = second;
          ratios[i] = first / second;
        }
      }
      System.out.printf(
          "%-22s %-12s Java %s  SQL %s  ratio %.2f%n",
          pair.name(), way, told(java), told(sql), median(ratios));
    }
  }

  private void calls(StatementService engine) throws InterruptedException {
    var sql = "SELECT SUM(measured_gross(value)) FROM range(" + CALLS + ")";
    double expected = 1.19 * CALLS * (CALLS - 1) / 2 + 2.5 * CALLS;
    var times = new double[repetitions];
    for (int i = -10 * WARM_UP; i < repetitions; i++) {
      double time = measure(engine, sql, expected);
      if (i >= 0) {
        times[i] = time;
      }
    }
    System.out.printf("10,000 calls           4 executors  Java %s%n", told(times));
  }

  private static Pair sum(String type, String java, String sql, LongToDoubleFunction answer) {
    var query = "SELECT CAST(SUM(%s) AS DOUBLE) FROM '%%s/measured.parquet'";
    return new Pair(
        type + ", projection",
        query.formatted(java),
        query.formatted(sql.replace("%", "%%")),
        answer);
  }

  private static Pair count(String type, String java, String sql, LongToDoubleFunction answer) {
    var query = "SELECT CAST(COUNT(*) AS DOUBLE) FROM '%%s/measured.parquet' WHERE %s";
    return new Pair(
        type + ", filter", query.formatted(java), query.formatted(sql.replace("%", "%%")), answer);
  }

  private static String data(Path folder) {
    return "COPY (SELECT CAST(value AS DOUBLE) AS d, CAST(value AS INTEGER) AS i, 'item ' || CAST(value AS VARCHAR)"
        + " AS t, CAST(value * "
        + PRICE_STEP
        + " % "
        + PRICES
        + " * 0.01 AS DECIMAL(12, 2)) AS p FROM range("
        + ROWS
        + ")) TO '"
        + folder
        + "/measured.parquet'";
  }

  private static String text(long row) {
    return "item " + row;
  }

  private static long cents(long row) {
    return row * PRICE_STEP % PRICES;
  }

  private static void create(StatementService engine, Path jar) throws InterruptedException {
    for (var function : FunctionJar.FUNCTIONS) {
      FirstCell.of(engine, "CREATE FUNCTION " + function + " USING JAR '" + jar + "'");
    }
  }

  private static double measure(StatementService engine, String sql, double expected)
      throws InterruptedException {
    long start = System.nanoTime();
    double answer = FirstCell.of(engine, sql);
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (!(Math.abs(answer - expected) <= 1e-9 * expected)) {
      throw new IllegalStateException(
          "wrong answer to " + sql + ": " + answer + " instead of " + expected);
    }
    return milliseconds;
  }

  private static String told(double[] times) {
    double middle = median(times);
    double least = Arrays.stream(times).min().orElseThrow();
    double most = Arrays.stream(times).max().orElseThrow();
    return "%.1f (%.1f to %.1f)".formatted(middle, least, most);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }
}
