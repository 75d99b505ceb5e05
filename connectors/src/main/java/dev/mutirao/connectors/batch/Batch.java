package dev.mutirao.connectors.batch;

import java.util.List;

/// Rows in columns. Who receives a batch owns it and closes it; a batch is moved, not shared.
public final class Batch implements AutoCloseable {
  /// Rows that operators aim at; sources and operators may give fewer, and never more than {@link
  /// #MAX_ROWS}.
  public static final int TARGET_ROWS = 8192;

  public static final int MAX_ROWS = 1 << 16;

  private final Column[] columns;
  private final int rows;

  /// Takes over the columns, each of which has `rows` rows.
  public Batch(int rows, Column... columns) {
    for (var column : columns) {
      if (column.rows() != rows) {
        throw new IllegalArgumentException(
            "a column of " + column.rows() + " rows in a batch of " + rows);
      }
    }
    this.rows = rows;
    this.columns = columns.clone();
  }

  public Batch(int rows, List<Column> columns) {
    this(rows, columns.toArray(Column[]::new));
  }

  public int rows() {
    return rows;
  }

  public int columnCount() {
    return columns.length;
  }

  /// The column at `index`, still owned by this batch.
  public Column column(int index) {
    return columns[index];
  }

  /// The same rows under another handle that must be closed on its own. Copies nothing.
  public Batch share() {
    var shared = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      shared[i] = columns[i].share();
    }
    return new Batch(rows, shared);
  }

  public long sizeInBytes() {
    long size = 0;
    for (var column : columns) {
      size += column.sizeInBytes();
    }
    return size;
  }

  /// The {@link Column#textBytes} of all columns.
  public long textBytes() {
    long bytes = 0;
    for (var column : columns) {
      bytes += column.textBytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    for (var column : columns) {
      column.close();
    }
  }
}
