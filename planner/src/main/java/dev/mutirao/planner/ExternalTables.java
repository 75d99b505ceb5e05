package dev.mutirao.planner;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.parser.Statement;
import dev.mutirao.planner.relational.DeclaredTypes;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.planner.table.TableSource;
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
    var format = Optional.ofNullable(statement.format());
    var location = statement.location();
    var table =
        new CatalogObject.ExternalTable(
            statement.name().text(), columns, location.text(), format, statement.options());
    location.placing(() -> connectors.describe(TableSource.of(table)));
    return table;
  }
}
