package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import java.util.ArrayList;
import java.util.List;

/// Columns on their way to a batch; closes them unless the batch was made.
final class ColumnList implements AutoCloseable {
  private final List<Column> columns = new ArrayList<>();

  /// Takes the column over.
  void add(Column column) {
    columns.add(column);
  }

  /// The batch of all columns; the list is empty after it.
  Batch toBatch(int rows) {
    var batch = new Batch(rows, columns);
    columns.clear();
    return batch;
  }

  @Override
  public void close() {
    columns.forEach(Column::close);
    columns.clear();
  }
}
