package dev.mutirao.planner.table;

import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogFunction;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.parser.OptionPlaces;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.StatementNode;
import dev.mutirao.planner.type.MutiraoTypeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// The tables of one statement: each is described once, when it is first named. Confined to the
/// planning thread.
public final class StatementTables {
  /// The catalog and the schema that metadata shows; both may stand before a table's name.
  public static final String CATALOG = "mutirao";

  public static final String SCHEMA = "main";

  private final Descriptions descriptions;
  private final Catalog catalog;
  private final Function<CatalogObject.View, RelNode> viewCompiler;
  private final Function<SqlCall, Optional<RelNode>> functionCompiler;
  private final Function<SqlCall, Optional<TableDescription>> javaTables;
  private final Map<String, TableSource> functionCalls = new HashMap<>();
  private final Map<String, Table> described = new HashMap<>();

  /// @param functionCompiler gives the rows of a call of a user's function, if it is one in SQL
  /// @param javaTables describes the rows of a call of a user's function, if it is one in Java
  public StatementTables(
      Descriptions descriptions,
      Catalog catalog,
      Function<CatalogObject.View, RelNode> viewCompiler,
      Function<SqlCall, Optional<RelNode>> functionCompiler,
      Function<SqlCall, Optional<TableDescription>> javaTables) {
    this.javaTables = javaTables;
    this.functionCompiler = functionCompiler;
    this.descriptions = descriptions;
    this.catalog = catalog;
    this.viewCompiler = viewCompiler;
  }

  /// The namespace in which Calcite resolves the statement's names.
  public CalciteSchema rootSchema() {
    var main = new TableSchema(this::named, name -> null);
    var files = new TableSchema(this::file, name -> null);
    var mutirao =
        new TableSchema(name -> null, name -> name.equalsIgnoreCase(SCHEMA) ? main : null);
    var root =
        new TableSchema(
            this::named,
            name -> {
              if (name.equals(StatementNode.FILE)) {
                return files;
              }
              if (name.equalsIgnoreCase(SCHEMA)) {
                return main;
              }
              return name.equalsIgnoreCase(CATALOG) ? mutirao : null;
            });
    return CalciteSchema.createRootSchema(false, false, "", root);
  }

  /// Remembers the rows of a call of a user's function under a name that stands for them.
  ///
  /// @return the name; empty when there is no such function
  Optional<String> addUserCall(SqlCall function) {
    return functionCompiler
        .apply(function)
        .<Table>map(ViewTable::new)
        .or(() -> javaTables.apply(function).map(DataTable::new))
        .map(rows -> {
          var name = function.getOperator().getName() + "()#" + described.size();
          described.put(name, rows);
          return name;
        });
  }

  /// Describes a file, so that an error names the place where it is read.
  void describeFile(String path, SqlParserPos place) {
    PlacedErrors.placing(place, () -> file(path));
  }

  /// Describes what a function call reads, which gets a name that stands for it.
  void describeCall(String name, TableSource call, OptionPlaces options) {
    functionCalls.put(name, call);
    options.placing(() -> file(name));
  }

  /// Names of all views and external tables.
  public List<String> tableNames() {
    return catalog.list().stream().map(CatalogObject::name).toList();
  }

  /// Names of the functions that users created.
  List<String> functionNames() {
    return catalog.functions().stream().map(CatalogFunction::name).toList();
  }

  /// Names of the columns of the tables that were named so far.
  public List<String> columnNames() {
    var factory = new MutiraoTypeFactory();
    return described.values().stream()
        .flatMap(table -> table.getRowType(factory).getFieldNames().stream())
        .distinct()
        .toList();
  }

  /// Columns of the tables that were named so far that cannot be read yet, and what each is.
  public Map<String, String> unsupportedColumns() {
    var columns = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var table : described.values()) {
      if (table instanceof DataTable data) {
        columns.putAll(data.unsupportedColumns());
      }
    }
    return columns;
  }

  private @Nullable Table named(String name) {
    var object = catalog.find(name);
    if (object.isEmpty()) {
      return null;
    }
    var key = "name " + object.get().name();
    var known = described.get(key);
    if (known != null) {
      return known;
    }
    var table =
        switch (object.get()) {
          case CatalogObject.View view -> new ViewTable(viewCompiler.apply(view));
          case CatalogObject.ExternalTable external ->
              new DataTable(descriptions.of(TableSource.of(external)));
        };
    described.put(key, table);
    return table;
  }

  private Table file(String path) {
    // Not computeIfAbsent: describing may fail, and a view may name files itself.
    var known = described.get(path);
    if (known != null) {
      return known;
    }
    var call = functionCalls.get(path);
    var table = new DataTable(descriptions.of(call == null ? TableSource.file(path) : call));
    described.put(path, table);
    return table;
  }
}
