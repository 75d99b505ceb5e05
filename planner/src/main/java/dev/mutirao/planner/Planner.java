package dev.mutirao.planner;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.explain.Explanation;
import dev.mutirao.planner.explain.PlanningTimes;
import dev.mutirao.planner.explain.ResultRows;
import dev.mutirao.planner.expression.ConstantFolding;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.expression.StatementTime;
import dev.mutirao.planner.fragment.DistributionSettings;
import dev.mutirao.planner.fragment.FragmentPlanner;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.planner.optimize.Optimizer;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.Statement;
import dev.mutirao.planner.parser.StatementParser;
import dev.mutirao.planner.parser.StatementSplitter;
import dev.mutirao.planner.parser.Word;
import dev.mutirao.planner.relational.Query;
import dev.mutirao.planner.relational.QueryTranslator;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.planner.table.Descriptions;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.Operators;
import dev.mutirao.planner.write.Destination;
import dev.mutirao.planner.write.Destinations;
import dev.mutirao.planner.write.InsertTable;
import dev.mutirao.planner.write.TypedLiterals;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Plans SQL statements. Thread-safe; one per process that plans.
public final class Planner {
  private static final System.Logger LOG = System.getLogger(Planner.class.getName());

  /// What is wrong with a statement, rather than with values or files that it meets.
  private static final ImmutableSet<ErrorCode> REFUSALS =
      Sets.immutableEnumSet(
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.UNKNOWN_TABLE,
          ErrorCode.UNKNOWN_COLUMN,
          ErrorCode.AMBIGUOUS_COLUMN,
          ErrorCode.UNKNOWN_FUNCTION,
          ErrorCode.TYPE_MISMATCH,
          ErrorCode.INVALID_STATEMENT,
          ErrorCode.NOT_SUPPORTED,
          ErrorCode.INVALID_OPTION,
          ErrorCode.INVALID_ARGUMENT,
          ErrorCode.ALREADY_EXISTS);

  private static final StatementDescription UPDATE =
      new StatementDescription(Schema.EMPTY, List.of(), true);

  private final Connectors connectors;
  private final Catalog catalog;
  private final FunctionRegistry functions;
  private final Operators operators;
  private final ExpressionCompiler compiler;
  private final JavaFunctions users;
  private final FunctionStatements created;
  private final PlanCache plans;

  public Planner(Connectors connectors, Catalog catalog, JavaFunctions users) {
    this.connectors = connectors;
    this.catalog = catalog;
    this.users = users;
    this.functions = users.registry();
    this.operators = new Operators(functions, users::find);
    this.compiler = new ExpressionCompiler(functions);
    this.plans = new PlanCache(connectors);
    this.created = new FunctionStatements(catalog, operators, users);
  }

  /// What is to be done for one statement.
  ///
  /// @throws MutiraoException when the statement or what it names is at fault
  public PlannedStatement plan(String sql, PlanRequest request) {
    return guarded(
        sql,
        () -> {
          var known = plans.find(sql, request);
          if (known.isPresent()) {
            return new PlannedStatement.Query(known.get());
          }
          var times = new PlanningTimes();
          var statement = times.measure("parse", () -> StatementParser.parse(sql));
          return statement instanceof Statement.Query(var query)
              ? new PlannedStatement.Query(plan(sql, query, request, times))
              : plan(statement, request, times);
        });
  }

  /// What a statement takes and gives. Neither runs nor changes anything.
  ///
  /// @throws MutiraoException when the statement or what it names is at fault
  public StatementDescription describe(String sql, PlanRequest request) {
    boolean mayTakeValues = sql.indexOf('?') >= 0;
    return guarded(sql, () -> describe(StatementParser.parse(sql), mayTakeValues, request));
  }

  /// Turns whatever Calcite fails with into an error of ours: it asserts what it believes of trees,
  /// and recurses as deep as a statement nests. A refusal of the statement that no part of it has
  /// placed points at its first word.
  private static <T> T guarded(String sql, Supplier<T> planning) {
    try {
      return planning.get();
    } catch (MutiraoException e) {
      throw REFUSALS.contains(e.code()) ? StatementSplitter.firstWord(sql).placed(e) : e;
    } catch (OutOfMemoryException e) {
      throw EngineErrors.outOfPlanningMemory(e);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      if (Throwables.getRootCause(e) instanceof StackOverflowError) {
        throw StatementSplitter.firstWord(sql).placed(PlanErrors.nestedTooDeep(e));
      }
      LOG.log(Level.WARNING, "planning failed", e);
      throw EngineErrors.internal("planning failed with " + firstLine(e), e);
    }
  }

  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElseThrow();
  }

  private QueryPlan plan(String sql, SqlNode query, PlanRequest request, PlanningTimes times) {
    long state = plans.state();
    var now = time(request);
    var tables = new Descriptions(connectors);
    var plan = explain(query, now, tables, request, times).plan();
    if (!now.asked() && !plan.samples()) {
      plans.add(sql, request, state, tables.given(), plan);
    }
    return plan;
  }

  private PlannedStatement plan(Statement statement, PlanRequest request, PlanningTimes times) {
    return switch (statement) {
      case Statement.Query(var query) ->
          new PlannedStatement.Query(explain(query, request, times).plan());
      case Statement.Explain(var query, var analyze, var json) -> {
        var explanation = explain(query, request, times);
        yield analyze
            ? new PlannedStatement.Analyze(explanation.plan(), explanation, json)
            : new PlannedStatement.Result(ResultRows.plan(explanation, json));
      }
      case Statement.Write write -> write(write, request, times);
      case Statement.ExplainWrite(var write, var json) ->
          new PlannedStatement.Result(
              ResultRows.plan(planWrite(write, request, times).explanation(), json));
      case Statement.Describe(var query, var wholeTable) -> {
        var translator = translator(time(request));
        var described = wholeTable ? translator.describe(query) : translator.translate(query);
        var unread = wholeTable ? translator.unsupportedColumns() : Map.<String, String>of();
        yield new PlannedStatement.Result(ResultRows.columns(schema(described), unread));
      }
      case Statement.ShowTables() -> new PlannedStatement.Result(ResultRows.tables(catalog.list()));
      case Statement.ShowFunctions() -> new PlannedStatement.Result(ResultRows.functions(users));
      case Statement.ShowAllSettings() ->
          new PlannedStatement.Result(SettingRows.all(request.settings()));
      case Statement.ShowSetting(var name) ->
          new PlannedStatement.Result(SettingRows.one(setting(name), request.settings()));
      case Statement.SetSetting(var name, var value) -> {
        var setting = setting(name);
        var checked = name.placing(() -> Optional.ofNullable(value).map(setting::checked));
        yield new PlannedStatement.ChangeSetting(setting.settingName(), checked);
      }
      case Statement.ResetAllSettings() -> new PlannedStatement.ResetSettings();
      case Statement.CreateView view -> create(view, time(request));
      case Statement.CreateExternalTable table -> {
        checkFree(table.name(), table.replace() || table.ifNotExists());
        yield new PlannedStatement.Create(
            ExternalTables.of(table, connectors), table.replace(), table.ifNotExists());
      }
      case Statement.DropView(var name, var ifExists) ->
          drop(CatalogObject.View.class, name, ifExists);
      case Statement.DropTable(var name, var ifExists) ->
          drop(CatalogObject.ExternalTable.class, name, ifExists);
      case Statement.CreateFunction function -> created.create(function, translator(time(request)));
      case Statement.CreateJarFunction function ->
          created.create(function, Path.of(connectors.absolute(function.path().text())));
      case Statement.DropFunction drop -> created.drop(drop);
      case Statement.DescribeFunction describe -> created.describe(describe);
    };
  }

  /// How files of a connector's format are written.
  public FileFormat format(String connector) {
    return connectors.writing(Optional.of(connector), "").format().orElseThrow();
  }

  /// Applies a change of the catalog.
  ///
  /// @throws MutiraoException when the name is taken, or there is no such object
  public void apply(PlannedStatement.Create change) {
    var saved = catalog.save(change.object(), change.replace());
    plans.catalogChanged();
    if (!saved && !change.ifNotExists()) {
      throw PlanErrors.alreadyExists(change.object().name());
    }
  }

  /// Applies a change of the catalog.
  ///
  /// @throws MutiraoException when there is no such object
  public void apply(PlannedStatement.Drop change) {
    if (isThere(change)) {
      catalog.remove(change.name());
      plans.catalogChanged();
    } else {
      checkAbsence(change);
    }
  }

  private PlannedStatement drop(Class<? extends CatalogObject> kind, Word name, boolean ifExists) {
    var change = new PlannedStatement.Drop(kind, name.text(), ifExists);
    return name.placing(() -> {
      if (!isThere(change)) {
        checkAbsence(change);
      }
      return change;
    });
  }

  private boolean isThere(PlannedStatement.Drop change) {
    return catalog.find(change.name()).filter(change.kind()::isInstance).isPresent();
  }

  private void checkAbsence(PlannedStatement.Drop change) {
    if (!change.ifExists()) {
      var what = change.kind() == CatalogObject.View.class ? "view" : "external table";
      throw PlanErrors.noSuchObject(what, change.name(), catalog.names(change.kind()));
    }
  }

  private static Setting setting(Word name) {
    return name.placing(() -> Setting.named(name.text()));
  }

  /// Applies a change of the catalog.
  ///
  /// @throws MutiraoException when the name is taken
  public void apply(PlannedStatement.CreateFunction change) {
    created.apply(change);
    plans.catalogChanged();
  }

  /// Applies a change of the catalog.
  ///
  /// @throws MutiraoException when there is no such function
  public void apply(PlannedStatement.DropFunction change) {
    created.apply(change);
    plans.catalogChanged();
  }

  /// Points at a name that is taken already; what is created meanwhile, {@link #apply} sees.
  private void checkFree(Word name, boolean mayBeTaken) {
    if (!mayBeTaken && catalog.find(name.text()).isPresent()) {
      throw name.placed(PlanErrors.alreadyExists(name.text()));
    }
  }

  private PlannedStatement create(Statement.CreateView view, StatementTime now) {
    checkFree(view.name(), view.replace() || view.ifNotExists());
    var name = view.name().text();
    var query = translate(view.query(), now);
    if (!query.parameters().isEmpty()) {
      throw Parameters.placed(PlanErrors.parameterInView(), view.query());
    }
    if (view.columns().size() > query.names().size()) {
      throw view.name()
          .placed(PlanErrors.tooManyColumnNames(name, query.names().size(), view.columns().size()));
    }
    var object = new CatalogObject.View(name, view.columns(), view.sql());
    return new PlannedStatement.Create(object, view.replace(), view.ifNotExists());
  }

  private PlannedStatement write(
      Statement.Write statement, PlanRequest request, PlanningTimes times) {
    if (statement instanceof Statement.CreateTableAs(var table, var ignored)
        && !table.replace()
        && catalog.find(table.name().text()).isPresent()) {
      checkFree(table.name(), table.ifNotExists());
      var nothing = new PlanNode.Row(List.of(Literal.of(0)));
      return new PlannedStatement.Result(
          new PlanNode.Values(PlannedStatement.Write.ROWS, List.of(nothing)));
    }
    var planned = planWrite(statement, request, times);
    var destination = planned.destination();
    return new PlannedStatement.Write(
        planned.explanation().plan(),
        place(statement),
        destination.target(),
        destination.schema(),
        destination.created().map(table -> create((Statement.CreateTableAs) statement, table)));
  }

  private static PlannedStatement.Create create(
      Statement.CreateTableAs statement, CatalogObject.ExternalTable table) {
    return new PlannedStatement.Create(
        table, statement.table().replace(), statement.table().ifNotExists());
  }

  /// What a statement writes to.
  private static Word place(Statement.Write statement) {
    return switch (statement) {
      case Statement.Copy copy -> copy.path();
      case Statement.CreateTableAs(var table, var ignored) -> table.location();
      case Statement.Insert insert -> Word.of(insert.table());
    };
  }

  private static SqlNode source(Statement.Write statement) {
    return switch (statement) {
      case Statement.Copy copy -> copy.query();
      case Statement.CreateTableAs(var ignored, var query) -> query;
      case Statement.Insert insert -> insert.source();
    };
  }

  private static Optional<InsertTable> insertTable(
      Statement.Write statement, Destinations destinations) {
    return statement instanceof Statement.Insert insert
        ? Optional.of(destinations.table(insert))
        : Optional.empty();
  }

  /// The source whose literals and parameters have the types of the table's columns.
  private static SqlNode source(Statement.Write statement, Optional<InsertTable> insert) {
    var source = source(statement);
    return insert.map(table -> TypedLiterals.in(source, table.types())).orElse(source);
  }

  private record PlannedWrite(Explanation explanation, Destination destination) {}

  private PlannedWrite planWrite(
      Statement.Write statement, PlanRequest request, PlanningTimes times) {
    var destinations = new Destinations(connectors, catalog);
    var insert = insertTable(statement, destinations);
    var now = time(request);
    var values = request.parameters();
    var translator = translator(now, new Descriptions(connectors), Optional.of(values));
    var query = Parameters.replace(translator.translate(source(statement, insert)), values);
    var source = source(statement);
    var rows = schema(query);
    var destination =
        switch (statement) {
          case Statement.Copy copy -> destinations.of(copy, rows);
          case Statement.CreateTableAs table -> destinations.of(table, rows);
          case Statement.Insert ignored ->
              place(statement).placing(() -> destinations.of(insert.orElseThrow(), source, rows));
        };
    var explanation =
        explain(
            source,
            query,
            now,
            request,
            times,
            (planner, tree) -> planner.planWrite(tree, query, destination));
    return new PlannedWrite(explanation, destination);
  }

  private Explanation explain(SqlNode node, PlanRequest request, PlanningTimes times) {
    return explain(node, time(request), new Descriptions(connectors), request, times);
  }

  private Explanation explain(
      SqlNode node,
      StatementTime now,
      Descriptions tables,
      PlanRequest request,
      PlanningTimes times) {
    var values = request.parameters();
    var translator = translator(now, tables, Optional.of(values));
    var query =
        times.measure("validate", () -> Parameters.replace(translator.translate(node), values));
    return explain(node, query, now, request, times, (planner, tree) -> planner.plan(tree, query));
  }

  /// @param node what is refused where the tree, which has no places, is
  private Explanation explain(
      SqlNode node,
      Query query,
      StatementTime now,
      PlanRequest request,
      PlanningTimes times,
      BiFunction<FragmentPlanner, RelNode, QueryPlan> fragments) {
    try {
      return explain(query, now, request, times, fragments);
    } catch (MutiraoException e) {
      throw REFUSALS.contains(e.code()) ? PlacedErrors.placed(e, beginning(node)) : e;
    }
  }

  /// Calcite gives a query with an order the place of that.
  private static SqlParserPos beginning(SqlNode query) {
    return query instanceof SqlOrderBy ordered
        ? ordered.query.getParserPosition()
        : query.getParserPosition();
  }

  private Explanation explain(
      Query query,
      StatementTime now,
      PlanRequest request,
      PlanningTimes times,
      BiFunction<FragmentPlanner, RelNode, QueryPlan> fragments) {
    var disabled = new HashSet<>(Setting.names(Setting.OPTIMIZER_DISABLED.in(request.settings())));
    var optimised = Optimizer.optimize(query.tree(), disabled);
    times.add(optimised.timings());
    var settings =
        new DistributionSettings(
            request.executors(),
            Double.parseDouble(Setting.OPTIMIZER_BROADCAST_ROWS.in(request.settings())),
            Double.parseDouble(Setting.OPTIMIZER_REPLICATED_ROWS.in(request.settings())));
    var builder = optimised.tree().getCluster().getRexBuilder();
    var expressions = new Expressions(functions, builder, now);
    var plan =
        times.measure(
            "fragments",
            () -> fragments.apply(new FragmentPlanner(expressions, settings), optimised.tree()));
    return new Explanation(query.tree(), optimised, plan, times.steps());
  }

  private Query translate(SqlNode query, StatementTime now) {
    return translator(now).translate(query);
  }

  private QueryTranslator translator(StatementTime now) {
    return translator(now, new Descriptions(connectors), Optional.empty());
  }

  private QueryTranslator translator(
      StatementTime now, Descriptions tables, Optional<List<Literal>> parameters) {
    var constants = new ConstantFolding(functions, now, compiler, connectors.allocator());
    return new QueryTranslator(operators, tables, catalog, constants, parameters);
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

  /// @param mayTakeValues whether its text has a `?`; what a statement that writes reads is looked
  ///   at for its parameters only
  private StatementDescription describe(
      Statement statement, boolean mayTakeValues, PlanRequest request) {
    return switch (statement) {
      case Statement.Query(var node) -> {
        var query = translate(node, time(request));
        yield new StatementDescription(
            schema(query), query.parameters().stream().map(SqlTypes::toType).toList(), false);
      }
      case Statement.Write write ->
          new StatementDescription(
              PlannedStatement.Write.ROWS,
              mayTakeValues ? parametersOf(write, request) : List.of(),
              true);
      case Statement.Explain ignored -> rows(ResultRows.PLAN);
      case Statement.ExplainWrite ignored -> rows(ResultRows.PLAN);
      case Statement.Describe ignored -> rows(ResultRows.COLUMNS);
      case Statement.ShowTables ignored -> rows(ResultRows.TABLES);
      case Statement.ShowFunctions ignored -> rows(ResultRows.FUNCTIONS);
      case Statement.ShowAllSettings ignored -> rows(SettingRows.ALL);
      case Statement.ShowSetting(var name) ->
          rows(SettingRows.one(setting(name), request.settings()).output());
      case Statement.SetSetting ignored -> UPDATE;
      case Statement.ResetAllSettings ignored -> UPDATE;
      case Statement.CreateView ignored -> UPDATE;
      case Statement.CreateExternalTable ignored -> UPDATE;
      case Statement.DropView ignored -> UPDATE;
      case Statement.DropTable ignored -> UPDATE;
      case Statement.CreateFunction ignored -> UPDATE;
      case Statement.CreateJarFunction ignored -> UPDATE;
      case Statement.DropFunction ignored -> UPDATE;
      case Statement.DescribeFunction ignored -> rows(ResultRows.FUNCTION);
    };
  }

  private List<Type> parametersOf(Statement.Write write, PlanRequest request) {
    var insert = insertTable(write, new Destinations(connectors, catalog));
    return translate(source(write, insert), time(request)).parameters().stream()
        .map(SqlTypes::toType)
        .toList();
  }

  private static StatementDescription rows(Schema schema) {
    return new StatementDescription(schema, List.of(), false);
  }
}
