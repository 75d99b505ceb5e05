package dev.mutirao.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options of every contest.
public final class ContestOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DATA_FOLDER",
      description =
          "Where the data is, or is written when it is missing (default: the temporary "
              + "folder).")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--runs", paramLabel = "N", description = "Warm runs of each query (default: 5).")
  private int runs = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Runs of each query before those that are counted (default: 5).")
  private int warmUp = 5;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Of each engine; executors of the cluster (default: 2).")
  private int threads = 2;

  @Option(names = "--cluster", description = "A local cluster takes part too.")
  private boolean cluster;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description =
          "datafusion, spark: take part too, over Parquet; installed with python3 and pip when they "
              + "are missing.")
  private Set<Engine> peers = Set.of();

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "NAME",
      description = "These only, such as q01,q18.")
  private Set<String> names = Set.of();

  public Path folder() {
    return folder;
  }

  /// Whether an engine takes part that reads Parquet only.
  public boolean hasPeers() {
    return !peers.isEmpty();
  }

  /// Runs a contest and prints its table.
  ///
  /// @param title the first line
  /// @return the exit code: 1 when an answer is wrong
  public int run(
      String title,
      double tolerance,
      Function<Engine, List<String>> declarations,
      List<Question> questions)
      throws IOException {
    var chosen =
        questions.stream()
            .filter(question -> names.isEmpty() || names.contains(question.name()))
            .toList();
    if (runs < 1 || threads < 1 || warmUp < 0) {
      System.err.println("--runs and --threads: at least 1; --warm-up: at least 0");
      return 2;
    }
    if (!peers.stream().allMatch(peer -> peer.pythonPackage().isPresent())) {
      System.err.println("--peers: datafusion or spark");
      return 2;
    }
    if (chosen.isEmpty()) {
      System.err.println("--queries: none of " + questions.stream().map(Question::name).toList());
      return 2;
    }
    var engines = new ArrayList<>(List.of(Engine.DUCKDB, Engine.EMBEDDED));
    if (cluster) {
      engines.add(Engine.CLUSTER);
    }
    engines.addAll(peers);
    var results = Contest.run(engines, threads, warmUp, runs, tolerance, declarations, chosen);
    System.out.printf(
        """
        %s. %d threads each%s.
        Seconds: median of %d warm runs after %d that are not counted; spread: slowest less fastest,
        of the median; cold: the first run of each query in fresh processes; CPU: of a warm run; MB:
        most resident memory of the engine's processes, their JVMs and the JDBC client included.
        Ratios are to DuckDB.

        %s\
        """,
        title,
        threads,
        cluster ? ", the cluster " + threads + " executors of one" : "",
        runs,
        warmUp,
        ResultText.of(results));
    return results.wrong().isEmpty() ? 0 : 1;
  }
}
