package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.data.DadosGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What a user waits for: `mutirao sql` over a small file until its process ends, and `mutirao
/// local --executors 2` until it is ready, with the flags and the AOT cache that the launcher
/// takes.
@Command(
    name = "Start",
    description = "Seconds to an answer and to a local cluster, in fresh processes.",
    mixinStandardHelpOptions = true)
public final class Start implements Callable<Integer> {
  private static final int ROWS = 1000;

  /// Medians in seconds.
  ///
  /// @param sql of `mutirao sql` over a small file
  /// @param local until `mutirao local --executors 2` is ready
  record Seconds(double sql, double local) {}

  private interface Trial {
    double seconds() throws IOException;
  }

  @Option(names = "--runs", paramLabel = "N", description = "Of each (default: 5).")
  private int runs = 5;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Start()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (runs < 1) {
      throw new ParameterException(new CommandLine(this), "--runs: at least 1");
    }
    var seconds = measure(runs);
    System.out.printf(
        Locale.ROOT,
        "mutirao sql over %d rows: %.2f s; mutirao local --executors 2: %.2f s (medians of %d)%n",
        ROWS,
        seconds.sql(),
        seconds.local(),
        runs);
    return 0;
  }

  /// Starts each so many times, after once that is not counted.
  ///
  /// @throws IllegalStateException when the answer is wrong or the cluster does not start
  static Seconds measure(int runs) throws IOException {
    System.err.printf("Measuring: starts, %d runs after 1%n", runs);
    var file = Files.createTempFile("mutirao-start", ".csv");
    try {
      DadosGenerator.write(file, ROWS, 1);
      return new Seconds(median(() -> answer(file), runs), median(Start::cluster, runs));
    } finally {
      Files.delete(file);
    }
  }

  private static double median(Trial trial, int runs) throws IOException {
    trial.seconds();
    var seconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      seconds[run] = trial.seconds();
    }
    Arrays.sort(seconds);
    return seconds[runs / 2];
  }

  private static double answer(Path file) throws IOException {
    var sql =
        "SELECT SUM(n) AS n FROM (SELECT cidade, COUNT(*) AS n FROM '%s' GROUP BY cidade)"
            .formatted(file);
    long began = System.nanoTime();
    var process = mutirao("sql", "--format", "csv", sql);
    var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.onExit().join();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!told.equals("n\n" + ROWS + "\n")) {
      throw new IllegalStateException("mutirao sql answers " + told);
    }
    return seconds;
  }

  private static double cluster() throws IOException {
    var port = Integer.toString(LocalCluster.freePort());
    long began = System.nanoTime();
    var process = mutirao("local", "--executors", "2", "--threads", "2", "--port", port);
    try {
      LocalCluster.awaitReady(process);
      return (System.nanoTime() - began) / 1e9;
    } finally {
      process.destroy();
      process.onExit().join();
    }
  }

  /// Starts the launcher that started this process, which ran another class for it.
  private static Process mutirao(String... arguments) throws IOException {
    var launcher = System.getenv("MUTIRAO_LAUNCHER");
    if (launcher == null) {
      throw new IllegalStateException("MUTIRAO_LAUNCHER is not set; start with benchmarks/run");
    }
    var command = new ArrayList<String>();
    command.add(launcher);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(Set.of("MUTIRAO_MAIN", "MUTIRAO_CLASS_PATH"));
    return builder.start();
  }
}
