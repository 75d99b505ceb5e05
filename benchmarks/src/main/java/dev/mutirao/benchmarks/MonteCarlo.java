package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.ContestOptions;
import dev.mutirao.benchmarks.contest.Question;
import dev.mutirao.benchmarks.contest.Rows;
import dev.mutirao.benchmarks.contest.Subject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The price of a call option from random paths, beside DuckDB, which makes normal numbers of
/// uniform ones (Box and Muller): one table, and exit code 1 when a price is not the one of Black
/// and Scholes' formula within what is left to chance.
@Command(
    name = "MonteCarlo",
    description = "The price of a call option from random paths, beside DuckDB.",
    mixinStandardHelpOptions = true)
public final class MonteCarlo implements Callable<Integer> {
  static final long PATHS = 100_000_000;

  /// 100 now, 100 at the end of a year, 5% interest, 20% volatility.
  private static final double PRICE = 10.450583572185565;

  /// Of one payoff.
  private static final double DEVIATION = 14.75;

  /// DuckDB's numbers are new ones in each run: less than one in ten million is this far off.
  private static final double DEVIATIONS = 5.5;

  private static final String PAYOFF =
      "exp(-0.05) * greatest(100 * exp((0.05 - 0.2 * 0.2 / 2) + 0.2 * %s) - 100, 0)";

  private static final String BOX_AND_MULLER =
      "(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))";

  @Mixin private ContestOptions options = new ContestOptions();

  @Option(
      names = "--paths",
      paramLabel = "N",
      description = "How many payoffs (default: 100000000).")
  private long paths = PATHS;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MonteCarlo()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    if (paths < 1) {
      throw options.wrong("--paths: at least 1");
    }
    return options.run(subject(paths));
  }

  /// The price over `range` and over `simulate`.
  static Subject subject(long paths) {
    double tolerance = DEVIATIONS * DEVIATION / Math.sqrt((double) paths) / PRICE;
    return new Subject(
        "monte-carlo",
        "A call option from %d random paths".formatted(paths),
        tolerance,
        false,
        engine -> List.of(),
        List.of(
            question("range", paths, "rand_normal(42, value)", "range(%d)".formatted(paths)),
            question(
                "simulate",
                paths,
                "rand_normal(seed, trial, step)",
                "simulate(trials => %d, seed => 42)".formatted(paths))));
  }

  private static Question question(String name, long paths, String normal, String trials) {
    var price = new Rows(List.of(List.of(Double.toString(PRICE))));
    return new Question(
        name,
        average(normal, "TABLE(" + trials + ")"),
        average(BOX_AND_MULLER, "range(" + paths + ")"),
        Optional.of(price));
  }

  private static String average(String normal, String trials) {
    return "SELECT AVG(%s) AS price FROM %s".formatted(PAYOFF.formatted(normal), trials);
  }
}
