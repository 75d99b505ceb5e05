package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import java.util.ArrayList;
import java.util.List;

/// Columns on their way to a batch; closes them unless the batch was made.
public final class ColumnList implements AutoCloseable {
  private final List<Column> columns = new ArrayList<>();

  /// An empty list.
  public ColumnList() {}

  /// The columns, which are the caller's from here on; the list is empty after it.
  public Column[] take() {
    var taken = columns.toArray(Column[]::new);
    columns.clear();
    return taken;
  }

  /// Takes the column over.
  public void add(Column column) {
    columns.add(column);
  }

  /// The batch of all columns; the list is empty after it.
  public Batch toBatch(int rows) {
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
