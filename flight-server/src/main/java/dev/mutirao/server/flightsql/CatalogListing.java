package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.PlanRequest;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The views and external tables as the specification's metadata tables. There is one catalog with
/// one schema.
final class CatalogListing {
  static final String CATALOG = "mutirao";
  static final String SCHEMA = "main";

  private static final Logger LOG = LoggerFactory.getLogger(CatalogListing.class);
  private static final String TABLE = "TABLE";
  private static final String VIEW = "VIEW";

  private final Catalog catalog;
  private final Planner planner;

  CatalogListing(Catalog catalog, Planner planner) {
    this.catalog = catalog;
    this.planner = planner;
  }

  static List<List<@Nullable Object>> catalogs() {
    return List.of(row(CATALOG));
  }

  static List<List<@Nullable Object>> schemas(CommandGetDbSchemas command) {
    boolean wanted =
        (!command.hasCatalog() || command.getCatalog().equalsIgnoreCase(CATALOG))
            && (!command.hasDbSchemaFilterPattern()
                || NamePattern.of(command.getDbSchemaFilterPattern()).test(SCHEMA));
    return wanted ? List.of(row(CATALOG, SCHEMA)) : List.of();
  }

  static List<List<@Nullable Object>> tableTypes() {
    return List.of(row(TABLE), row(VIEW));
  }

  List<List<@Nullable Object>> tables(CommandGetTables command) {
    if ((command.hasCatalog() && !command.getCatalog().equalsIgnoreCase(CATALOG))
        || (command.hasDbSchemaFilterPattern()
            && !NamePattern.of(command.getDbSchemaFilterPattern()).test(SCHEMA))) {
      return List.of();
    }
    Predicate<String> named =
        command.hasTableNameFilterPattern()
            ? NamePattern.of(command.getTableNameFilterPattern())
            : name -> true;
    var types = command.getTableTypesList().stream().map(CatalogListing::canonical).toList();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var object : catalog.list()) {
      var type = type(object);
      if (named.test(object.name()) && (types.isEmpty() || types.contains(type))) {
        rows.add(
            command.getIncludeSchema()
                ? row(CATALOG, SCHEMA, object.name(), type, schema(object))
                : row(CATALOG, SCHEMA, object.name(), type));
      }
    }
    return rows;
  }

  /// A table whose files are gone is still listed, without columns.
  private byte[] schema(CatalogObject object) {
    var columns = Schema.EMPTY;
    var sql = "SELECT * FROM \"" + object.name().replace("\"", "\"\"") + '"';
    try {
      columns = planner.describe(sql, PlanRequest.of(1)).output();
    } catch (MutiraoException e) {
      LOG.debug("columns of {} are not known: {}", object.name(), e.getMessage());
    }
    return ClientColumns.ofTable(columns, object.name()).serializeAsMessage();
  }

  private static String type(CatalogObject object) {
    return switch (object) {
      case CatalogObject.View ignored -> VIEW;
      case CatalogObject.ExternalTable ignored -> TABLE;
    };
  }

  /// Tools ask for tables under several names.
  private static String canonical(String type) {
    var upper = type.toUpperCase(Locale.ROOT);
    return upper.equals("BASE TABLE") || upper.equals("EXTERNAL TABLE") ? TABLE : upper;
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }
}
