package dev.mutirao.planner.catalog;

import dev.mutirao.connectors.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that a user created and a FROM clause can name.
public sealed interface CatalogObject {
  String name();

  /// A named query. `sql` is its text; `columns` renames the query's columns unless it is empty.
  record View(String name, List<String> columns, String sql) implements CatalogObject {
    public View {
      columns = List.copyOf(columns);
    }
  }

  /// A named location with its options. Without `columns` the data says what they are; without
  /// `format` the location's name does.
  record ExternalTable(
      String name,
      Optional<Schema> columns,
      String location,
      Optional<String> format,
      Map<String, String> options)
      implements CatalogObject {
    public ExternalTable {
      options = Map.copyOf(options);
    }
  }
}
