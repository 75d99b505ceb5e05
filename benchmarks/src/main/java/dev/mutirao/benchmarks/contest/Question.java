package dev.mutirao.benchmarks.contest;

import java.util.Optional;

/// What every engine is asked.
///
/// @param sql for Mutirão and all others but DuckDB
/// @param duckDbSql the same for DuckDB, where it spells something else
/// @param answer what everybody is compared with; DuckDB's answer where there is none
public record Question(String name, String sql, String duckDbSql, Optional<Rows> answer) {
  /// A question that all engines understand, to which the answer is DuckDB's.
  public static Question of(String name, String sql) {
    return of(name, sql, sql);
  }

  /// A question to which the answer is DuckDB's.
  static Question of(String name, String sql, String duckDbSql) {
    return new Question(name, sql, duckDbSql, Optional.empty());
  }

  String sql(Engine engine) {
    return switch (engine) {
      case DUCKDB -> duckDbSql;
      case EMBEDDED, TWO_EXECUTORS, FOUR_EXECUTORS, DATAFUSION, SPARK -> sql;
    };
  }
}
