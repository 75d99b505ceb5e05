package dev.mutirao.planner.explain;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.window.WindowDescription;
import dev.mutirao.planner.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Rows of statements that tell about the engine: text in every column.
public final class ResultRows {
  public static final Schema PLAN = schema("plan");
  public static final Schema COLUMNS = schema("column_name", "column_type", "nullable");
  public static final Schema TABLES = schema("name", "kind", "definition");
  public static final Schema FUNCTIONS =
      schema("name", "kind", "signatures", "description", "example");

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

  /// Scalar functions, aggregates and window functions, by name.
  public static PlanNode.Values functions(FunctionRegistry registry) {
    var rows = new ArrayList<List<String>>();
    for (var function : registry.functions()) {
      rows.add(
          List.of(
              function.name(),
              "scalar",
              String.join("; ", function.signatures()),
              function.description(),
              function.example()));
    }
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
    rows.sort(Comparator.comparing(List::getFirst));
    return rows(FUNCTIONS, rows);
  }
}
