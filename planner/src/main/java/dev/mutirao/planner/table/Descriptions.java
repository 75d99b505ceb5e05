package dev.mutirao.planner.table;

import dev.mutirao.connectors.source.TableDescription;
import java.util.HashMap;
import java.util.Map;

/// How the tables of one statement were described, each once. Confined to the planning thread.
public final class Descriptions {
  private final Connectors connectors;
  private final Map<TableSource, TableDescription> given = new HashMap<>();

  public Descriptions(Connectors connectors) {
    this.connectors = connectors;
  }

  /// @throws dev.mutirao.connectors.error.MutiraoException when there is no such data, or it is
  ///   malformed
  TableDescription of(TableSource table) {
    var known = given.get(table);
    if (known != null) {
      return known;
    }
    var description = connectors.describe(table);
    given.put(table, description);
    return description;
  }

  /// What the statement's plan is made of.
  public Map<TableSource, TableDescription> given() {
    return Map.copyOf(given);
  }
}
