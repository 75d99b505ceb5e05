package dev.mutirao.server.random;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A random table: what is in it, and how it lies on disk.
///
/// @param columns the first is `id`, a number that no two rows share
/// @param files how many files the rows are dealt to
/// @param csv whether the files are CSV rather than Parquet
record Table(
    String name, List<Column> columns, List<List<@Nullable Object>> rows, int files, boolean csv) {
  /// @param expression the column as an expression, by its bare name
  record Column(String name, Expression expression) {
    String type() {
      return expression.type();
    }
  }

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  Table withRows(List<List<@Nullable Object>> others) {
    return new Table(name, columns, others, files, csv);
  }
}
