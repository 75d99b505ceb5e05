package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.ContestOptions;
import dev.mutirao.benchmarks.tpch.TpchData;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Every contest in one run and one table, and below it what was to be reached: TPC-H as Parquet at
/// two scale factors and as CSV, totals per city, the db-benchmark and Monte Carlo; then how long a
/// start takes and a large result to a client. Exit code 1 when an answer is wrong.
@Command(
    name = "All",
    description = "Every contest in one run, and which targets are reached.",
    mixinStandardHelpOptions = true)
public final class All implements Callable<Integer> {
  /// Of queries that take so long that the compiler is done with them soon.
  private static final int SHORT_WARM_UP = 1;

  private static final int FEW_RUNS = 3;

  /// Of queries that read all text each time.
  private static final int ONE_RUN = 1;

  /// Of one short query that is asked alone, with no other that warms the engine up with it.
  private static final int LONG_WARM_UP = 30;

  @Mixin private ContestOptions options = new ContestOptions();

  @Option(
      names = "--small",
      description = "A hundredth of the data: says whether it works, not how fast it is.")
  private boolean small;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new All()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    options.checkOfAll();
    var folder = options.folder();
    double scale = small ? 0.01 : 1;
    long tenMillions = small ? 100_000 : 10_000_000;
    int runs = options.runs();
    int warmUp = options.warmUp();
    var tpch =
        options.measureAndTell(Tpch.subject(folder, scale, TpchData.Form.PARQUET), warmUp, runs);
    var csv =
        options.measureAndTell(
            Tpch.subject(folder, scale, TpchData.Form.CSV), SHORT_WARM_UP, ONE_RUN);
    var large =
        options.measureAndTell(
            Tpch.subject(folder, 10 * scale, TpchData.Form.PARQUET), SHORT_WARM_UP, FEW_RUNS);
    var cities =
        options.measureAndTell(GroupByCity.subject(folder, 2 * tenMillions), LONG_WARM_UP, runs);
    var dbBenchmark =
        options.measureAndTell(DbBenchmark.subject(folder, tenMillions), warmUp, runs);
    var monteCarlo = options.measureAndTell(MonteCarlo.subject(10 * tenMillions), warmUp, runs);
    var start = Start.measure(runs);
    double transfer = Transfer.gigabytesPerSecond(3 * tenMillions, runs);
    int code = options.print(List.of(tpch, csv, large, cities, dbBenchmark, monteCarlo));
    System.out.println();
    System.out.print(Targets.of(tpch, large, cities, dbBenchmark, monteCarlo, start, transfer));
    return code;
  }
}
