package dev.mutirao.planner.table;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.catalog.CatalogObject;
import java.util.Map;
import java.util.Optional;

/// Where a statement finds the rows of a table.
///
/// @param location a file, a folder or a pattern; empty for connectors without files
/// @param format names the connector; without it the files' names do
/// @param columns as they were declared, if they were
public record TableSource(
    String location,
    Optional<String> format,
    Map<String, String> options,
    Optional<Schema> columns) {
  public TableSource {
    options = Map.copyOf(options);
  }

  /// A file that is named where a table may be.
  public static TableSource file(String path) {
    return new TableSource(path, Optional.empty(), Map.of(), Optional.empty());
  }

  public static TableSource of(CatalogObject.ExternalTable table) {
    return new TableSource(table.location(), table.format(), table.options(), table.columns());
  }
}
