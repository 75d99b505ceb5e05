package dev.mutirao.planner;

import com.google.common.base.Throwables;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.explain.Explanation;
import dev.mutirao.planner.explain.ResultRows;
import dev.mutirao.planner.expression.ConstantFolding;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.expression.StatementTime;
import dev.mutirao.planner.fragment.DistributionSettings;
import dev.mutirao.planner.fragment.FragmentPlanner;
import dev.mutirao.planner.optimize.Optimizer;
import dev.mutirao.planner.parser.Statement;
import dev.mutirao.planner.parser.StatementParser;
import dev.mutirao.planner.relational.Query;
import dev.mutirao.planner.relational.QueryTranslator;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.Operators;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;

/// Plans SQL statements. Thread-safe; one per process that plans.
public final class Planner {
  private static final StatementDescription UPDATE =
      new StatementDescription(Schema.EMPTY, List.of(), true);

  private final Connectors connectors;
  private final Catalog catalog;
  private final FunctionRegistry functions;
  private final Operators operators;
  private final ExpressionCompiler compiler;

  public Planner(Connectors connectors, Catalog catalog, FunctionRegistry functions) {
    this.connectors = connectors;
    this.catalog = catalog;
    this.functions = functions;
    this.operators = new Operators(functions);
    this.compiler = new ExpressionCompiler(functions);
  }

  /// What is to be done for one statement.
  ///
  /// @throws MutiraoException when the statement or what it names is at fault
  public PlannedStatement plan(String sql, PlanRequest request) {
    return guarded(() -> plan(StatementParser.parse(sql), request));
  }

  /// What a statement takes and gives. Neither runs nor changes anything.
  ///
  /// @throws MutiraoException when the statement or what it names is at fault
  public StatementDescription describe(String sql, PlanRequest request) {
    return guarded(() -> describe(StatementParser.parse(sql), request));
  }

  /// Turns whatever Calcite fails with into an error of ours: it asserts what it believes of trees,
  /// and recurses as deep as a statement nests.
  private static <T> T guarded(Supplier<T> planning) {
    try {
      return planning.get();
    } catch (MutiraoException e) {
      throw e;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      if (Throwables.getRootCause(e) instanceof StackOverflowError) {
        throw PlanErrors.nestedTooDeep(e);
      }
      throw EngineErrors.internal("planning failed with " + firstLine(e), e);
    }
  }

  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElseThrow();
  }

  private PlannedStatement plan(Statement statement, PlanRequest request) {
    return switch (statement) {
      case Statement.Query(var query) -> new PlannedStatement.Query(explain(query, request).plan());
      case Statement.Explain(var query, var analyze, var json) -> {
        var explanation = explain(query, request);
        yield analyze
            ? new PlannedStatement.Analyze(explanation.plan(), explanation, json)
            : new PlannedStatement.Result(ResultRows.plan(explanation, json));
      }
      case Statement.Describe(var query, var wholeTable) -> {
        var translator = translator(time(request));
        var described = wholeTable ? translator.describe(query) : translator.translate(query);
        var unread = wholeTable ? translator.unsupportedColumns() : Map.<String, String>of();
        yield new PlannedStatement.Result(ResultRows.columns(schema(described), unread));
      }
      case Statement.ShowTables() -> new PlannedStatement.Result(ResultRows.tables(catalog.list()));
      case Statement.ShowFunctions() ->
          new PlannedStatement.Result(ResultRows.functions(functions));
      case Statement.ShowAllSettings() ->
          new PlannedStatement.Result(SettingRows.all(request.settings()));
      case Statement.ShowSetting(var name) ->
          new PlannedStatement.Result(SettingRows.one(Setting.named(name), request.settings()));
      case Statement.SetSetting(var name, var value) -> {
        var setting = Setting.named(name);
        yield new PlannedStatement.ChangeSetting(
            setting.settingName(), Optional.ofNullable(value).map(setting::checked));
      }
      case Statement.ResetAllSettings() -> new PlannedStatement.ResetSettings();
      case Statement.CreateView view -> create(view, time(request));
      case Statement.CreateExternalTable table ->
          new PlannedStatement.Create(
              ExternalTables.of(table, connectors), table.replace(), table.ifNotExists());
      case Statement.DropView(var name, var ifExists) ->
          new PlannedStatement.Drop(CatalogObject.View.class, name, ifExists);
      case Statement.DropTable(var name, var ifExists) ->
          new PlannedStatement.Drop(CatalogObject.ExternalTable.class, name, ifExists);
    };
  }

  /// Applies a change of the catalog.
  ///
  /// @throws MutiraoException when the name is taken, or there is no such object
  public void apply(PlannedStatement.Create change) {
    var saved = catalog.save(change.object(), change.replace());
    if (!saved && !change.ifNotExists()) {
      throw PlanErrors.alreadyExists(change.object().name());
    }
  }

  /// Applies a change of the catalog.
  ///
  /// @throws MutiraoException when there is no such object
  public void apply(PlannedStatement.Drop change) {
    if (catalog.find(change.name()).filter(change.kind()::isInstance).isPresent()) {
      catalog.remove(change.name());
    } else if (!change.ifExists()) {
      var what = change.kind() == CatalogObject.View.class ? "view" : "external table";
      throw PlanErrors.noSuchObject(what, change.name());
    }
  }

  private PlannedStatement create(Statement.CreateView view, StatementTime now) {
    var query = translate(view.query(), now);
    if (!query.parameters().isEmpty()) {
      throw PlanErrors.parameterInView();
    }
    if (view.columns().size() > query.names().size()) {
      throw PlanErrors.tooManyColumnNames(view.name(), query.names().size(), view.columns().size());
    }
    var object = new CatalogObject.View(view.name(), view.columns(), view.sql());
    return new PlannedStatement.Create(object, view.replace(), view.ifNotExists());
  }

  private Explanation explain(SqlNode node, PlanRequest request) {
    var now = time(request);
    var query = Parameters.replace(translate(node, now), request.parameters());
    try {
      return explain(query, request, now);
    } catch (MutiraoException refused) {
      // Trees have no places: the query's own is the nearest.
      var place = node.getParserPosition();
      throw refused.code() == ErrorCode.NOT_SUPPORTED
          ? QueryErrors.placed(refused, place.getLineNum(), place.getColumnNum())
          : refused;
    }
  }

  private Explanation explain(Query query, PlanRequest request, StatementTime now) {
    var disabled = new HashSet<>(Setting.names(Setting.OPTIMIZER_DISABLED.in(request.settings())));
    var optimised = Optimizer.optimize(query.tree(), disabled);
    var settings =
        new DistributionSettings(
            request.executors(),
            Double.parseDouble(Setting.OPTIMIZER_BROADCAST_ROWS.in(request.settings())));
    var builder = optimised.tree().getCluster().getRexBuilder();
    var expressions = new Expressions(functions, builder, now);
    var plan = new FragmentPlanner(expressions, settings).plan(optimised.tree(), query);
    return new Explanation(query.tree(), optimised, plan);
  }

  private Query translate(SqlNode query, StatementTime now) {
    return translator(now).translate(query);
  }

  private QueryTranslator translator(StatementTime now) {
    var constants = new ConstantFolding(functions, now, compiler, connectors.allocator());
    return new QueryTranslator(operators, connectors, catalog, constants);
  }

  private static StatementTime time(PlanRequest request) {
    return StatementTime.now(Setting.TIMEZONE.in(request.settings()));
  }

  private static Schema schema(Query query) {
    var all = SqlTypes.toSchema(query.tree().getRowType()).select(query.columns());
    return new Schema(
        java.util.stream.IntStream.range(0, all.size())
            .mapToObj(i -> new Field(query.names().get(i), all.type(i), all.field(i).nullable()))
            .toList());
  }

  private StatementDescription describe(Statement statement, PlanRequest request) {
    return switch (statement) {
      case Statement.Query(var node) -> {
        var query = translate(node, time(request));
        yield new StatementDescription(
            schema(query), query.parameters().stream().map(SqlTypes::toType).toList(), false);
      }
      case Statement.Explain ignored -> rows(ResultRows.PLAN);
      case Statement.Describe ignored -> rows(ResultRows.COLUMNS);
      case Statement.ShowTables ignored -> rows(ResultRows.TABLES);
      case Statement.ShowFunctions ignored -> rows(ResultRows.FUNCTIONS);
      case Statement.ShowAllSettings ignored -> rows(SettingRows.ALL);
      case Statement.ShowSetting(var name) ->
          rows(SettingRows.one(Setting.named(name), request.settings()).output());
      case Statement.SetSetting ignored -> UPDATE;
      case Statement.ResetAllSettings ignored -> UPDATE;
      case Statement.CreateView ignored -> UPDATE;
      case Statement.CreateExternalTable ignored -> UPDATE;
      case Statement.DropView ignored -> UPDATE;
      case Statement.DropTable ignored -> UPDATE;
    };
  }

  private static StatementDescription rows(Schema schema) {
    return new StatementDescription(schema, List.of(), false);
  }
}
