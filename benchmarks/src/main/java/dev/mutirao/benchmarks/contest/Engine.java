package dev.mutirao.benchmarks.contest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who takes part. The first one's answers are taken as right, and its times are what others are
/// compared with.
public enum Engine {
  DUCKDB("DuckDB"),

  /// Mutirão in the process that asks.
  EMBEDDED("embedded"),

  /// Mutirão as a local cluster of executors with one thread each.
  CLUSTER("cluster"),

  DATAFUSION(
      "DataFusion",
      "datafusion==55.0.0",
      "CREATE EXTERNAL TABLE %s STORED AS PARQUET LOCATION '%s'"),

  SPARK(
      "Spark",
      "pyspark==4.1.4",
      "CREATE OR REPLACE TEMPORARY VIEW %s USING parquet OPTIONS (path '%s')");

  private final String title;
  private final Optional<String> pythonPackage;
  private final String declaration;

  Engine(String title) {
    this.title = title;
    this.pythonPackage = Optional.empty();
    this.declaration = "CREATE OR REPLACE VIEW %s AS SELECT * FROM '%s'";
  }

  Engine(String title, String pythonPackage, String declaration) {
    this.title = title;
    this.pythonPackage = Optional.of(pythonPackage);
    this.declaration = declaration;
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
