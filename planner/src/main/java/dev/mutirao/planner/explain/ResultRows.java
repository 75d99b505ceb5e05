package dev.mutirao.planner.explain;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.function.FunctionDescription;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.PlannedFunctions;
import dev.mutirao.executor.function.QueryFunction;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.window.WindowDescription;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.function.JavaFunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Rows of statements that tell about the engine: text in every column.
public final class ResultRows {
  public static final Schema PLAN = schema("plan");
  public static final Schema COLUMNS = schema("column_name", "column_type", "nullable");
  public static final Schema TABLES = schema("name", "kind", "definition");
  public static final Schema FUNCTIONS =
      schema("name", "kind", "signatures", "description", "example");
  public static final Schema FUNCTION = schema("property", "value");

  private ResultRows() {}

  /// All columns VARCHAR and never NULL.
  public static Schema schema(String... names) {
    return new Schema(
        Arrays.stream(names).map(name -> new Field(name, Type.Simple.VARCHAR, false)).toList());
  }

  public static PlanNode.Values rows(Schema schema, List<List<String>> rows) {
    return new PlanNode.Values(
        schema,
        rows.stream()
            .map(row -> new PlanNode.Row(row.stream().map(Literal::of).toList()))
            .toList());
  }

  /// One row per line of text, or one row of JSON.
  public static PlanNode.Values plan(Explanation explanation, boolean json) {
    return json
        ? rows(PLAN, List.of(List.of(explanation.json())))
        : rows(PLAN, explanation.text().lines().map(List::of).toList());
  }

  /// @param unread columns that cannot be read yet, and what each is
  public static PlanNode.Values columns(Schema schema, Map<String, String> unread) {
    var rows = new ArrayList<List<String>>();
    for (var field : schema.fields()) {
      rows.add(List.of(field.name(), field.type().sql(), field.nullable() ? "YES" : "NO"));
    }
    unread.forEach((name, kind) -> rows.add(List.of(name, kind + " (not supported yet)", "YES")));
    return rows(COLUMNS, rows);
  }

  public static PlanNode.Values tables(List<CatalogObject> objects) {
    return rows(
        TABLES,
        objects.stream()
            .map(object ->
                switch (object) {
                  case CatalogObject.View view -> List.of(view.name(), "view", view.sql());
                  case CatalogObject.ExternalTable table ->
                      List.of(table.name(), "external table", table.location());
                })
            .toList());
  }

  /// The functions of the engine and those of users, by name.
  public static PlanNode.Values functions(JavaFunctions functions) {
    var rows = functionRows(functions.registry());
    functions.all().forEach(function -> rows.add(CreatedFunctions.row(function, functions)));
    rows.sort(Comparator.comparing(List::getFirst));
    return rows(FUNCTIONS, rows);
  }

  /// What is known about the functions of this name, a row a property; empty when there is none.
  public static Optional<PlanNode.Values> function(String name, JavaFunctions functions) {
    var registry = functions.registry();
    var found = new ArrayList<List<String>>();
    var canonical = registry.function(name).map(FunctionDescription::name).orElse(name);
    functionRows(registry).stream()
        .filter(row -> row.getFirst().equalsIgnoreCase(canonical))
        .forEach(row -> {
          for (int i = 0; i < row.size(); i++) {
            found.add(List.of(FUNCTIONS.field(i).name(), row.get(i)));
          }
        });
    if (found.isEmpty()) {
      functions
          .function(name)
          .ifPresent(created -> found.addAll(CreatedFunctions.properties(created, functions)));
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(rows(FUNCTION, found));
  }

  private static List<List<String>> functionRows(FunctionRegistry registry) {
    var rows = new ArrayList<List<String>>();
    Stream.concat(registry.functions().stream(), PlannedFunctions.all().stream())
        .forEach(function ->
            rows.add(
                List.of(
                    function.name(),
                    "scalar",
                    String.join("; ", function.signatures()),
                    function.description(),
                    function.example())));
    for (var aggregate : AggregateFunctions.all()) {
      rows.add(
          List.of(
              aggregate.name(),
              "aggregate",
              aggregate.signature(),
              aggregate.description(),
              aggregate.example()));
    }
    for (var window : WindowDescription.all()) {
      rows.add(
          List.of(
              window.name(), "window", window.signature(), window.description(), window.example()));
    }
    for (var function : QueryFunction.all()) {
      rows.add(
          List.of(
              function.name(),
              function.kind().name().toLowerCase(Locale.ROOT),
              function.signature(),
              function.description(),
              function.example()));
    }
    return rows;
  }
}
