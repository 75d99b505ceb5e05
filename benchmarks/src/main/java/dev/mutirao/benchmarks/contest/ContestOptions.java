package dev.mutirao.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The options of every contest.
public final class ContestOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
      description = "Of each engine, and at least one of each executor (default: 2).")
  private int threads = 2;

  @Option(
      names = "--executors",
      split = ",",
      paramLabel = "N",
      description = "2 or 4, or 2,4: local clusters of so many executors take part too.")
  private Set<Integer> executors = Set.of();

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

  /// Warm runs of each question.
  public int runs() {
    return runs;
  }

  /// Runs of each question before those.
  public int warmUp() {
    return warmUp;
  }

  /// Who takes part, DuckDB first.
  ///
  /// @throws ParameterException when an option names no engine
  private List<Engine> engines() {
    var engines = new ArrayList<>(List.of(Engine.DUCKDB, Engine.EMBEDDED));
    for (int number : new TreeSet<>(executors)) {
      engines.add(Engine.ofExecutors(number).orElseThrow(() -> wrong("--executors: 2, 4 or 2,4")));
    }
    if (!peers.stream().allMatch(peer -> peer.pythonPackage().isPresent())) {
      throw wrong("--peers: datafusion or spark");
    }
    engines.addAll(peers);
    return engines;
  }

  /// Says which options are wrong, before anything is made or asked.
  ///
  /// @throws ParameterException when they are
  public void check() {
    if (runs < 1 || threads < 1 || warmUp < 0) {
      throw wrong("--runs and --threads: at least 1; --warm-up: at least 0");
    }
    engines();
  }

  /// Says too that `--queries` is wrong for who asks all of them.
  ///
  /// @throws ParameterException when an option is wrong
  public void checkOfAll() {
    check();
    if (!names.isEmpty()) {
      throw wrong("--queries: all of them are asked");
    }
  }

  /// What is thrown for an option with a wrong value.
  public ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }

  /// Runs a contest with the options' numbers of runs and prints its table.
  ///
  /// @return the exit code: 1 when an answer is wrong
  public int run(Subject subject) throws IOException {
    var chosen =
        subject.questions().stream()
            .filter(question -> names.isEmpty() || names.contains(question.name()))
            .toList();
    if (chosen.isEmpty()) {
      throw wrong(
          "--queries: none of " + subject.questions().stream().map(Question::name).toList());
    }
    if (!peers.isEmpty() && !subject.forPeers()) {
      throw wrong("--peers: they only read Parquet");
    }
    var results = measure(subject.with(chosen), warmUp, runs);
    System.out.printf(
        "%s. %d warm runs of each query after %d that are not counted.%n",
        subject.title(), runs, warmUp);
    return print(List.of(results));
  }

  /// Runs a contest with all questions. Peers take part where they can.
  ///
  /// @param warmUp how many runs of each question are not counted
  /// @param runs how many are, after them
  private Results measure(Subject subject, int warmUp, int runs) throws IOException {
    var able =
        engines().stream()
            .filter(engine -> engine.pythonPackage().isEmpty() || subject.forPeers())
            .toList();
    System.err.printf("Measuring: %s, %d runs after %d%n", subject.title(), runs, warmUp);
    return Contest.run(able, threads, warmUp, runs, subject);
  }

  /// Measures one contest of several and tells its results at once.
  public Results measureAndTell(Subject subject, int warmUp, int runs) throws IOException {
    var results = measure(subject, warmUp, runs);
    System.err.print(ResultText.of(List.of(results)));
    return results;
  }

  /// Prints the table of one contest or several, and what their figures mean.
  ///
  /// @return the exit code: 1 when an answer is wrong
  public int print(List<Results> all) {
    System.out.printf(
        """
        %s.
        Seconds: median of the warm runs; spread: slowest less fastest, of the median; cold: the
        first run of each query in fresh processes; CPU: of a warm run; MB: most resident memory of
        the engine's processes, their JVMs and the JDBC client included. Ratios are to DuckDB.

        %s\
        """,
        threadsOfEach(), ResultText.of(all));
    return all.stream().allMatch(results -> results.wrong().isEmpty()) ? 0 : 1;
  }

  private String threadsOfEach() {
    return engines().stream()
        .map(engine -> engine + ": " + Math.max(threads, engine.executors()) + " threads")
        .collect(Collectors.joining(", "));
  }
}
