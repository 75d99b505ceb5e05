package dev.mutirao.planner.validate;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.PlannedFunctions;
import dev.mutirao.executor.function.QueryFunction;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.executor.window.WindowDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/// The operators and functions that statements may use. What has a syntax of its own (operators,
/// CASE, aggregates) comes from Calcite, every plain function from the executor's registry.
public final class Operators implements SqlOperatorTable {
  private static final SqlOperatorTable CALCITE =
      SqlOperatorTables.chain(
          SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
              SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL),
          SqlOperatorTables.of(SqlLibraryOperators.TRY_CAST));

  /// Fails for a count of rows above one, and gives true for others.
  public static final SqlOperator SINGLE_ROW =
      new RegistryFunction("single_row", FunctionRegistry.builtIn(), true);

  /// Functions whose arguments have a syntax of their own, as in `EXTRACT(YEAR FROM d)`.
  private static final Set<String> SPECIAL_SYNTAX =
      Set.of("extract", "trim", "floor", "ceil", "ceiling", "coalesce");

  private final Map<String, RegistryFunction> functions = new HashMap<>();
  private final FunctionRegistry registry;
  private final Function<String, Optional<UserFunction>> users;

  /// @param users finds functions of users by their names
  public Operators(FunctionRegistry registry, Function<String, Optional<UserFunction>> users) {
    this.registry = registry;
    this.users = users;
    for (var function : registry.functions()) {
      var operator = new RegistryFunction(function.name(), registry, true);
      functions.put(function.name(), operator);
      function.aliases().forEach(alias -> functions.put(alias, operator));
    }
  }

  /// Names of the functions that expressions can have, aliases too.
  public List<String> functionNames() {
    var names = new ArrayList<>(functions.keySet());
    AggregateFunctions.all()
        .forEach(aggregate -> {
          names.add(aggregate.name());
          names.addAll(aggregate.aliases());
        });
    WindowDescription.all().forEach(window -> names.add(window.name()));
    PlannedFunctions.all().forEach(function -> names.add(function.name()));
    names.addAll(QueryFunction.names(QueryFunction.Kind.GROUPING));
    return names;
  }

  /// Whether a function, aggregate or window function of the engine has this name, in any case.
  public boolean isBuiltIn(String name) {
    if (functions.containsKey(name.toLowerCase(Locale.ROOT))) {
      return true;
    }
    var found = new ArrayList<SqlOperator>();
    lookUpBuiltIn(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        null,
        SqlSyntax.FUNCTION,
        found,
        SqlNameMatchers.withCaseSensitive(false));
    return !found.isEmpty();
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher nameMatcher) {
    lookUpBuiltIn(name, category, syntax, found, nameMatcher);
    if (found.isEmpty() && syntax == SqlSyntax.FUNCTION && name.isSimple()) {
      users
          .apply(name.getSimple())
          .ifPresent(function -> {
            switch (function.kind()) {
              case SCALAR ->
                  found.add(
                      new RegistryFunction(
                          function.qualifiedName(), registry, function.deterministic()));
              case AGGREGATE, STATEFUL -> found.add(new UserAggregateOperator(function, registry));
              case TABLE -> {} // only in FROM clauses
            }
          });
    }
  }

  /// The functions that operators are made of.
  public FunctionRegistry functions() {
    return registry;
  }

  /// The function of a user that a call of a name means; empty when it means one of the engine.
  public Optional<UserFunction> ofUser(String name) {
    return functions.containsKey(name.toLowerCase(Locale.ROOT))
            || RegistryAggregate.named(name).isPresent()
        ? Optional.empty()
        : users.apply(name);
  }

  private void lookUpBuiltIn(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher nameMatcher) {
    if (syntax == SqlSyntax.FUNCTION && name.isSimple()) {
      var function = functions.get(name.getSimple().toLowerCase(Locale.ROOT));
      var window = WindowOperators.BY_NAME.get(name.getSimple().toUpperCase(Locale.ROOT));
      if (window != null) {
        found.add(window);
        return;
      }
      var aggregate = RegistryAggregate.named(name.getSimple());
      if (aggregate.isPresent()) {
        found.add(aggregate.get());
        return;
      }
      var now = Now.named(name.getSimple());
      if (now.isPresent()) {
        found.add(now.get());
        return;
      }
      if (function != null && !SPECIAL_SYNTAX.contains(name.getSimple().toLowerCase(Locale.ROOT))) {
        found.add(function);
        return;
      }
    }
    CALCITE.lookupOperatorOverloads(name, category, syntax, found, nameMatcher);
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return CALCITE.getOperatorList();
  }
}
