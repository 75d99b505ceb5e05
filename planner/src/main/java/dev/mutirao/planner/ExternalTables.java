package dev.mutirao.planner;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.parser.OptionPlaces;
import dev.mutirao.planner.parser.Statement;
import dev.mutirao.planner.relational.DeclaredTypes;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.planner.table.TableSource;
import java.util.HashMap;
import java.util.Optional;

/// Checks what CREATE EXTERNAL TABLE says.
final class ExternalTables {
  private ExternalTables() {}

  /// Describes the data once, so that what is wrong with it is told now.
  static CatalogObject.ExternalTable of(
      Statement.CreateExternalTable statement, Connectors connectors) {
    var declared =
        statement.columns().stream()
            .map(column -> DeclaredTypes.field(column.name(), column.type()))
            .toList();
    var columns = declared.isEmpty() ? Optional.<Schema>empty() : Optional.of(new Schema(declared));
    var options = new HashMap<String, String>();
    statement.options().forEach((name, option) -> options.put(name, option.values().getFirst()));
    var format = Optional.ofNullable(options.remove("format"));
    var table =
        new CatalogObject.ExternalTable(
            statement.name().text(), columns, statement.location().text(), format, options);
    OptionPlaces.of(statement.options(), statement.location())
        .placing(() -> connectors.describe(TableSource.of(table)));
    return table;
  }
}
