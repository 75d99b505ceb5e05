package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.data.FunctionJar;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/// 100 million payoffs of a call option, and a user's Java function beside the same expression in
/// SQL, on two threads: embedded and on a local cluster of two executors of one thread each; and
/// 10,000 calls of that function on four executors. The ways take turns in one run; the price is
/// compared with Black and Scholes' formula, sums with exact ones.
///
/// Arguments: repetitions (7), millions of paths (100). Prints milliseconds: median, least and most
/// of each.
public final class MonteCarlo {
  private static final int WARM_UP = 6;
  private static final double PRICE = 10.450583572185565;

  /// Of one payoff.
  private static final double DEVIATION = 14.75;

  private static final String PATH =
      "exp(-0.05) * greatest(100 * exp((0.05 - 0.2 * 0.2 / 2) + 0.2 * %s) - 100, 0)";

  private static final long ROWS = 20_000_000;
  private static final long FEW_ROWS = 10_000;

  /// A statement, its answer, and how far it may be from it.
  private record Query(String name, String sql, double expected, double within) {}

  private final int repetitions;
  private final Map<String, double[]> times = new LinkedHashMap<>();

  private MonteCarlo(int repetitions) {
    this.repetitions = repetitions;
  }

  public static void main(String[] arguments) throws Exception {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    long paths = 1_000_000L * (arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100);
    new MonteCarlo(repetitions).run(paths);
  }

  private void run(long paths) throws Exception {
    var jar = FunctionJar.write(Files.createTempDirectory("mutirao-benchmark"));
    try (var allocator = new RootAllocator();
        var embedded = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty());
        var two = LocalCluster.start(allocator, 2, 2);
        var four = LocalCluster.start(allocator, 4, 4)) {
      for (var engine : List.of(embedded, two.statements(), four.statements())) {
        for (var function : List.of("measured_gross", "measured_below")) {
          run(engine, "CREATE FUNCTION " + function + " USING JAR '" + jar + "'");
        }
      }
      var queries = queries(paths);
      var few = sum("measured_gross(value)", FEW_ROWS, "10,000 calls");
      for (int i = 0; i < WARM_UP + repetitions; i++) {
        for (var query : queries) {
          measure(i - WARM_UP, query, "embedded", embedded);
          measure(i - WARM_UP, query, "2 executors", two.statements());
        }
        measure(i - WARM_UP, few, "4 executors", four.statements());
      }
    }
    times.forEach((name, all) -> {
      Arrays.sort(all);
      System.out.printf(
          "%-40s median %7.1f ms  (%.1f to %.1f)%n",
          name, all[repetitions / 2], all[0], all[repetitions - 1]);
    });
  }

  private static List<Query> queries(long paths) {
    double within = 4 * DEVIATION / Math.sqrt((double) paths);
    return List.of(
        new Query(
            "call option",
            "SELECT AVG("
                + PATH.formatted("rand_normal(42, value)")
                + ") FROM TABLE(range("
                + paths
                + "))",
            PRICE,
            within),
        new Query(
            "call option, simulate",
            "SELECT AVG("
                + PATH.formatted("rand_normal(seed, trial, step)")
                + ") FROM TABLE(simulate(trials => "
                + paths
                + ", seed => 42))",
            PRICE,
            within),
        sum("measured_gross(CAST(value AS DOUBLE))", ROWS, "projection, Java"),
        sum("CAST(value AS DOUBLE) * 1.19E0 + 2.5E0", ROWS, "projection, SQL"),
        count("measured_below(CAST(value AS DOUBLE))", "filter, Java"),
        count("CAST(value AS DOUBLE) * 1.19E0 + 2.5E0 < 1E6", "filter, SQL"));
  }

  private static Query sum(String expression, long rows, String name) {
    double exact = 1.19 * 0.5 * rows * (rows - 1) + 2.5 * rows;
    return new Query(
        name,
        "SELECT SUM(" + expression + ") FROM TABLE(range(" + rows + "))",
        exact,
        1e-12 * exact);
  }

  private static Query count(String condition, String name) {
    double matches = Math.ceil((1e6 - 2.5) / 1.19);
    return new Query(
        name,
        "SELECT CAST(COUNT(*) AS DOUBLE) FROM TABLE(range(" + ROWS + ")) WHERE " + condition,
        matches,
        0);
  }

  /// @param repetition below 0 while warming up
  private void measure(int repetition, Query query, String way, StatementService engine)
      throws InterruptedException {
    long start = System.nanoTime();
    double answer = run(engine, query.sql());
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (!(Math.abs(answer - query.expected()) <= query.within())) {
      throw new IllegalStateException("wrong answer to " + query + ": " + answer + " from " + way);
    }
    if (repetition >= 0) {
      times.computeIfAbsent(query.name() + ", " + way, key -> new double[repetitions])[repetition] =
          milliseconds;
    }
  }

  /// The first cell of the answer; NaN when it is no DOUBLE.
  private static double run(StatementService engine, String sql) throws InterruptedException {
    double answer = Double.NaN;
    try (var result = engine.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var rows = batch) {
          if (rows.rows() > 0 && Cells.row(rows, 0).getFirst().value() instanceof Double number) {
            answer = number;
          }
        }
      }
    }
    return answer;
  }
}
