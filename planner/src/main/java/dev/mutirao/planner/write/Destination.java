package dev.mutirao.planner.write;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.planner.catalog.CatalogObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Where a query's rows go.
///
/// @param columns what is written
/// @param created the table that is made over the files
public record Destination(
    WriteTarget target, List<Column> columns, Optional<CatalogObject.ExternalTable> created) {
  /// A column that is written: a column of the query, cast to the field's type, or NULL on every
  /// row.
  public record Column(OptionalInt source, Field field) {}

  public Destination {
    columns = List.copyOf(columns);
  }

  /// What is written.
  public Schema schema() {
    return new Schema(columns.stream().map(Column::field).toList());
  }

  /// The query's own columns.
  static List<Column> all(Schema rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> new Column(OptionalInt.of(i), rows.field(i)))
        .toList();
  }
}
