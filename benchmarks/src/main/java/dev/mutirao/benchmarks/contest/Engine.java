package dev.mutirao.benchmarks.contest;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who takes part. The first one's answers are taken as right, and its times are what others are
/// compared with.
public enum Engine {
  DUCKDB("DuckDB"),

  /// Mutirão in the process that asks.
  EMBEDDED("embedded"),

  /// Mutirão as a local cluster, with the threads spread over the executors.
  TWO_EXECUTORS("2 executors", 2),

  FOUR_EXECUTORS("4 executors", 4),

  DATAFUSION(
      "DataFusion",
      "datafusion==55.0.0",
      "CREATE EXTERNAL TABLE %s STORED AS PARQUET LOCATION '%s'"),

  SPARK(
      "Spark",
      "pyspark==4.1.4",
      "CREATE OR REPLACE TEMPORARY VIEW %s USING parquet OPTIONS (path '%s')");

  private final String title;
  private final int executors;
  private final Optional<String> pythonPackage;
  private final String declaration;

  Engine(String title) {
    this(title, 0);
  }

  Engine(String title, int executors) {
    this.title = title;
    this.executors = executors;
    this.pythonPackage = Optional.empty();
    this.declaration = "CREATE OR REPLACE VIEW %s AS SELECT * FROM '%s'";
  }

  Engine(String title, String pythonPackage, String declaration) {
    this.title = title;
    this.executors = 0;
    this.pythonPackage = Optional.of(pythonPackage);
    this.declaration = declaration;
  }

  /// The local cluster of so many executors.
  static Optional<Engine> ofExecutors(int executors) {
    return Arrays.stream(values())
        .filter(engine -> engine.executors == executors && executors > 0)
        .findFirst();
  }

  /// Processes that run queries, besides the one that is asked; 0 when that runs them itself.
  int executors() {
    return executors;
  }

  /// What `pip` installs, of an engine that takes part through Python.
  Optional<String> pythonPackage() {
    return pythonPackage;
  }

  /// Statements that give Parquet files names.
  ///
  /// @param tables the file of each name
  public List<String> declarations(Map<String, Path> tables) {
    return tables.entrySet().stream()
        .map(table -> declaration.formatted(table.getKey(), table.getValue()))
        .toList();
  }

  @Override
  public String toString() {
    return title;
  }
}
