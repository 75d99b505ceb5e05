package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Field;
import java.util.ArrayList;
import java.util.List;

/// The columns of a table as one of its files stores them, by their place in the table's schema.
/// The last columns may be partition columns, which no file stores.
record FileColumns(List<FileColumn> columns) {
  FileColumns {
    columns = List.copyOf(columns);
  }

  /// Finds the table's columns in a file, by name without regard to case.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the file lacks one, or stores
  ///   another type
  static FileColumns of(String path, FileSchema file, TableHandle table) {
    int partitions =
        Integer.parseInt(table.options().getOrDefault(ParquetConnector.PARTITION_COUNT, "0"));
    var columns = new ArrayList<FileColumn>();
    for (var field : table.schema().fields().subList(0, table.schema().size() - partitions)) {
      columns.add(find(path, file, field));
    }
    return new FileColumns(columns);
  }

  private static FileColumn find(String path, FileSchema file, Field field) {
    var column = file.find(field.name());
    if (column.isEmpty()) {
      throw FileErrors.missingColumn(path, field.name());
    }
    var stored = column.get().stored();
    var adapted = StoredTypes.as(stored, field.type());
    if (adapted.isEmpty()) {
      throw FileErrors.differentType(path, field.name(), field.type().sql(), stored.type().sql());
    }
    return new FileColumn(column.get().name(), column.get().chunk(), adapted.get());
  }

  boolean isPartition(int index) {
    return index >= columns.size();
  }

  FileColumn column(int index) {
    return columns.get(index);
  }
}
