package dev.mutirao.benchmarks.contest;

/// What every engine is asked.
///
/// @param sql for Mutirão and all others but DuckDB
/// @param duckDbSql the same for DuckDB, where it spells something else
public record Question(String name, String sql, String duckDbSql) {
  /// A question that all engines understand.
  public static Question of(String name, String sql) {
    return new Question(name, sql, sql);
  }

  String sql(Engine engine) {
    return switch (engine) {
      case DUCKDB -> duckDbSql;
      case EMBEDDED, CLUSTER, DATAFUSION, SPARK -> sql;
    };
  }
}
