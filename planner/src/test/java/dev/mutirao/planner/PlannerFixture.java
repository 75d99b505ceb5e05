package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DATE;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.range.RangeConnector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.MemoryCatalog;
import dev.mutirao.planner.explain.FragmentText;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.planner.table.Connectors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;

/// A planner over tables without rows, with one session.
final class PlannerFixture implements AutoCloseable {
  final FakeConnector files =
      new FakeConnector("csv")
          .table(
              "dados",
              20_000_000,
              Field.of("nome", VARCHAR),
              Field.of("idade", BIGINT),
              Field.of("cidade", VARCHAR),
              Field.of("salario", DOUBLE),
              Field.of("admissao", DATE))
          .table(
              "cidades",
              27,
              Field.of("cidade", VARCHAR),
              Field.of("uf", VARCHAR),
              Field.of("capital", BOOLEAN))
          .table(
              "vendas",
              5_000_000,
              Field.of("id", BIGINT),
              Field.of("cliente", INTEGER),
              Field.of("valor", new Type.Decimal(12, 2)),
              Field.of("desconto", new Type.Decimal(12, 2)),
              Field.of("data", DATE))
          .table(
              "clientes",
              1_000_000,
              Field.of("id", BIGINT),
              Field.of("nome", VARCHAR),
              Field.of("cidade", VARCHAR));
  final Catalog catalog = new MemoryCatalog();
  final Map<String, String> settings = new HashMap<>();
  private final RootAllocator allocator = new RootAllocator();
  final Planner planner =
      new Planner(
          new Connectors(
              List.of(files, new RangeConnector()),
              Path.of("/data"),
              new DescribeContext(allocator, 1)),
          catalog,
          new JavaFunctions(catalog));

  PlannedStatement plan(String sql, int executors, Literal... parameters) {
    return planner.plan(sql, new PlanRequest(settings, executors, List.of(parameters)));
  }

  QueryPlan query(String sql, int executors) {
    return ((PlannedStatement.Query) plan(sql, executors)).plan();
  }

  /// The fragments as text, without the filters of joins, which most tests are not about.
  String fragments(String sql, int executors) {
    return fragmentsWithFilters(sql, executors).replaceAll(", filter \\d+ o[fn] [^,\\n]+", "");
  }

  /// The fragments as text.
  String fragmentsWithFilters(String sql, int executors) {
    return FragmentText.of(query(sql, executors));
  }

  /// Rows of a statement that runs nothing, columns joined by `|`.
  List<String> rows(String sql) {
    var result = (PlannedStatement.Result) plan(sql, 1);
    return result.rows().rows().stream().map(PlannerFixture::line).toList();
  }

  private static String line(PlanNode.Row row) {
    return String.join(
        "|", row.values().stream().map(value -> String.valueOf(value.value())).toList());
  }

  /// Plans and applies.
  void run(String sql) {
    switch (plan(sql, 1)) {
      case PlannedStatement.Create create -> planner.apply(create);
      case PlannedStatement.Drop drop -> planner.apply(drop);
      case PlannedStatement.CreateFunction create -> planner.apply(create);
      case PlannedStatement.DropFunction drop -> planner.apply(drop);
      case PlannedStatement.ChangeSetting(var name, var value) ->
          value.ifPresentOrElse(set -> settings.put(name, set), () -> settings.remove(name));
      case PlannedStatement.ResetSettings() -> settings.clear();
      case PlannedStatement.Query ignored ->
          throw new IllegalArgumentException("a query has rows: " + sql);
      case PlannedStatement.Analyze ignored ->
          throw new IllegalArgumentException("a query has rows: " + sql);
      case PlannedStatement.Write ignored ->
          throw new IllegalArgumentException("the statement writes files: " + sql);
      case PlannedStatement.Result ignored ->
          throw new IllegalArgumentException("the statement has rows: " + sql);
    }
  }

  MutiraoException error(String sql) {
    try {
      var planned = plan(sql, 1);
      throw new AssertionError("expected an error, got " + planned);
    } catch (MutiraoException e) {
      return e;
    }
  }

  @Override
  public void close() {
    catalog.close();
    allocator.close();
  }
}
