package dev.mutirao.benchmarks;

import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/// 100 million payoffs of a call option on two threads, embedded and on a local cluster of two
/// executors of one thread each, which take turns. The price is compared with Black and Scholes'
/// formula.
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
    try (var allocator = new RootAllocator();
        var embedded = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty());
        var two = LocalCluster.start(allocator, 2, 2)) {
      var queries = queries(paths);
      for (int i = 0; i < WARM_UP + repetitions; i++) {
        for (var query : queries) {
          measure(i - WARM_UP, query, "embedded", embedded);
          measure(i - WARM_UP, query, "2 executors", two.statements());
        }
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
            within));
  }

  /// @param repetition below 0 while warming up
  private void measure(int repetition, Query query, String way, StatementService engine)
      throws InterruptedException {
    long start = System.nanoTime();
    double answer = FirstCell.of(engine, query.sql());
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (!(Math.abs(answer - query.expected()) <= query.within())) {
      throw new IllegalStateException("wrong answer to " + query + ": " + answer + " from " + way);
    }
    if (repetition >= 0) {
      times.computeIfAbsent(query.name() + ", " + way, key -> new double[repetitions])[repetition] =
          milliseconds;
    }
  }
}
