package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.ContestOptions;
import dev.mutirao.benchmarks.contest.Subject;
import dev.mutirao.benchmarks.dbbenchmark.DbBenchmarkData;
import dev.mutirao.benchmarks.dbbenchmark.DbBenchmarkQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The group-by and join questions of the db-benchmark of H2O and DuckDB Labs, over Parquet files,
/// beside DuckDB: one table, and exit code 1 when an answer is wrong.
@Command(
    name = "DbBenchmark",
    description = "Ten group-by and five join questions, beside DuckDB.",
    mixinStandardHelpOptions = true)
public final class DbBenchmark implements Callable<Integer> {
  /// Of sums of doubles, which DuckDB adds with rounding errors.
  private static final double TOLERANCE = 1e-9;

  @Mixin private ContestOptions options = new ContestOptions();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Of the big tables (default: 10000000).")
  private long rows = 10_000_000;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DbBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    return options.run(subject(options.folder(), rows));
  }

  /// The questions over tables that are made when they are missing.
  ///
  /// @param rows of the big tables
  static Subject subject(Path folder, long rows) throws IOException, SQLException {
    var data = DbBenchmarkData.at(folder, rows);
    return new Subject(
        "db-benchmark",
        "db-benchmark, %d rows, parquet".formatted(rows),
        TOLERANCE,
        true,
        engine -> engine.declarations(data.parquet()),
        DbBenchmarkQuestion.all());
  }
}
