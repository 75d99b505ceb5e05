package dev.mutirao.planner.relational;

import com.google.common.collect.Sets;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.function.PlannedFunctions;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.expression.ConstantFolding;
import dev.mutirao.planner.function.JavaTables;
import dev.mutirao.planner.function.SqlFunctions;
import dev.mutirao.planner.parser.FunctionDefinition;
import dev.mutirao.planner.parser.StatementParser;
import dev.mutirao.planner.table.Descriptions;
import dev.mutirao.planner.table.FromClauses;
import dev.mutirao.planner.table.StatementTables;
import dev.mutirao.planner.type.MutiraoTypeFactory;
import dev.mutirao.planner.validate.Operators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;

/// Translates the queries of one statement; views are translated with the query that names them.
/// Used once, by one thread.
public final class QueryTranslator {
  private final Operators operators;
  private final MutiraoTypeFactory typeFactory = new MutiraoTypeFactory();
  private final RelOptCluster cluster;
  private final StatementTables tables;
  private final SqlFunctions functions;
  private final CatalogReader catalogReader;
  private final TableParameters tableParameters;
  private final ConstantTexts texts;
  private final Deque<String> viewsBeingTranslated = new ArrayDeque<>();

  private static HepPlanner planner(RexExecutor constants) {
    var planner = new HepPlanner(HepProgram.builder().build());
    planner.setExecutor(constants);
    return planner;
  }

  /// @param descriptions of the tables that the statement names
  /// @param constants computes constant expressions
  /// @param parameters values of the `?` of the statement; nothing where they are not known yet
  public QueryTranslator(
      Operators operators,
      Descriptions descriptions,
      Catalog catalog,
      ConstantFolding constants,
      Optional<List<Literal>> parameters) {
    this.tableParameters = new TableParameters(parameters);
    this.operators = operators;
    this.texts = constants::problem;
    this.cluster = RelOptCluster.create(planner(constants), new ExactCasts(typeFactory));
    MetadataHandlers.install(cluster);
    this.functions = new SqlFunctions(catalog, operators, this::translate);
    this.tables =
        new StatementTables(
            descriptions,
            catalog,
            this::view,
            call -> functions.rows(call).map(this::rows),
            new JavaTables(operators, cluster, this::translate)::table);
    this.catalogReader = new CatalogReader(tables.rootSchema(), typeFactory);
  }

  /// @throws MutiraoException when a name is unknown or ambiguous, types do not fit, or a file
  ///   cannot be described
  public Query translate(SqlNode query) {
    return translate(query, true);
  }

  /// As {@link #translate}, but a `*` may stand for columns that cannot be read yet, which {@link
  /// #unsupportedColumns} gives then.
  public Query describe(SqlNode query) {
    return translate(query, false);
  }

  /// Columns of the named tables that cannot be read yet, and what each is, such as `LIST`.
  public Map<String, String> unsupportedColumns() {
    return tables.unsupportedColumns();
  }

  /// Finds what is wrong with a function that is to be created.
  public void check(String name, FunctionDefinition definition) {
    functions.check(name, definition);
  }

  private Query translate(SqlNode query, boolean checksStars) {
    var recursion = new RecursiveQueries();
    var written =
        FromClauses.resolve(
            spelled(
                functions.inline(query),
                List.of(
                    new DistinctOn(),
                    new ConfidenceColumns(),
                    new SampleSeeds(),
                    new ValuesNames(),
                    new OrderedQueries(),
                    tableParameters,
                    recursion,
                    new RowComparisons(),
                    new PlainTexts(),
                    new ClockLiterals(typeFactory, texts),
                    new WrittenTypes(),
                    new AggregateOrders())),
            tables);
    Refusals.check(written);
    var names = WrittenNames.of(written);
    WindowNames.spell(written);
    UserCallsCheck.check(written, operators);
    ColumnAliases.add(written);
    var named =
        spelled(
            written,
            List.of(
                new PlainCalls(),
                new IntervalTexts(),
                new GroupedLists(),
                new CombinedAggregates(),
                new WindowFilters(operators)));
    return recursion.found()
        ? converted(named, Optional.of(Copies.of(named)), checksStars, names)
        : converted(named, Optional.empty(), checksStars, names);
  }

  /// @param again a copy of a query that has recursive ones
  /// @param names the names that the query gives
  private Query converted(
      SqlNode query, Optional<SqlNode> again, boolean checksStars, WrittenNames names) {
    var validator = new Validator(operators, catalogReader, typeFactory, texts, checksStars);
    try {
      var validated = validator.validate(DistinctWindows.rewrite(query));
      if (again.isPresent()) {
        var narrow = RecursionTypes.narrowFirst(validated, validator);
        if (!narrow.isEmpty()) {
          var wide = RecursiveQueries.withWideFirst(again.get(), narrow);
          return converted(wide, Optional.empty(), checksStars, names);
        }
      }
      var parameters =
          validator.getParameterRowType(validated).getFieldList().stream()
              .map(RelDataTypeField::getType)
              .toList();
      var root =
          new QueryConverter(validator, catalogReader, cluster)
              .convertQuery(validated, false, true);
      var wholeNumber = typeFactory.createSqlType(SqlTypeName.BIGINT);
      return query(root, tableParameters.types(parameters, wholeNumber));
    } catch (CalciteContextException e) {
      throw ValidationErrors.of(e, known(names));
    }
  }

  private static SqlNode spelled(SqlNode query, List<SqlShuttle> spellings) {
    var spelled = query;
    for (var spelling : spellings) {
      spelled = spelled.accept(spelling);
    }
    return spelled;
  }

  private KnownNames known(WrittenNames names) {
    return new KnownNames(
        Sets.union(Set.copyOf(tables.tableNames()), names.tables()),
        Sets.union(
            Set.copyOf(PlannedFunctions.words()),
            Sets.union(Set.copyOf(tables.columnNames()), names.columns())),
        tables.unsupportedColumns(),
        Sets.union(Set.copyOf(operators.functionNames()), Set.copyOf(functions.names())));
  }

  private static Query query(RelRoot root, List<RelDataType> parameters) {
    var names = new ArrayList<String>();
    var columns = new ArrayList<Integer>();
    root.fields.forEach(field -> {
      columns.add(field.getKey());
      names.add(field.getValue());
    });
    return new Query(root.rel, ColumnNames.unique(names), columns, parameters);
  }

  private RelNode view(CatalogObject.View view) {
    if (viewsBeingTranslated.contains(view.name())) {
      throw PlanErrors.recursiveView(view.name());
    }
    viewsBeingTranslated.push(view.name());
    try {
      var query = translate(StatementParser.parseQuery(view.sql()));
      var names = view.columns().isEmpty() ? query.names() : renamed(view.columns(), query.names());
      return rows(query, names);
    } catch (MutiraoException e) {
      throw PlanErrors.brokenView(view.name(), e);
    } finally {
      viewsBeingTranslated.pop();
    }
  }

  private RelNode rows(Query query) {
    return rows(query, query.names());
  }

  private RelNode rows(Query query, List<String> names) {
    var builder = RelFactories.LOGICAL_BUILDER.create(cluster, null).push(query.tree());
    return builder.projectNamed(builder.fields(query.columns()), names, true).build();
  }

  private static List<String> renamed(List<String> first, List<String> all) {
    var names = new ArrayList<>(all);
    for (var i = 0; i < first.size(); i++) {
      names.set(i, first.get(i));
    }
    return names;
  }
}
