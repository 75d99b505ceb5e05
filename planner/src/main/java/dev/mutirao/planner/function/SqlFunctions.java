package dev.mutirao.planner.function;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogFunction;
import dev.mutirao.planner.parser.FunctionDefinition;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.StatementParser;
import dev.mutirao.planner.relational.Query;
import dev.mutirao.planner.validate.Operators;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;

/// The functions written in SQL that one statement calls. Used by one thread.
///
/// A call becomes the function's body with the arguments, cast to the parameters' types, in the
/// places of the parameters. Names in the body are those of where it was created: nothing of the
/// query around a call is seen by it.
public final class SqlFunctions {
  private final Catalog catalog;
  private final Operators operators;
  private final Function<SqlNode, Query> translator;
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> checked = new HashSet<>();

  /// @param translator validates a query of the statement
  public SqlFunctions(Catalog catalog, Operators operators, Function<SqlNode, Query> translator) {
    this.catalog = catalog;
    this.operators = operators;
    this.translator = translator;
  }

  /// The query with its calls replaced, but for those in FROM clauses.
  ///
  /// @throws MutiraoException when a function has become wrong, calls itself, or is called with the
  ///   wrong number of arguments
  public SqlNode inline(SqlNode query) {
    return Objects.requireNonNull(query.accept(new InlinedCalls(this)));
  }

  /// Finds what is wrong with a function, as far as that can be told without arguments.
  public void check(String name, FunctionDefinition definition) {
    if (Within.any(definition.body(), node -> node instanceof SqlDynamicParam)) {
      throw FunctionErrors.parameterInFunction(name);
    }
    inside(
        name,
        () -> {
          var body = new FunctionBody(definition);
          // A constant such as a path is not known yet.
          return definition.givesRows() && body.needsConstants()
              ? Optional.<Query>empty()
              : Optional.of(translator.apply(body.sample()));
        });
  }

  /// The rows of a call in a FROM clause; empty when there is no such function.
  public Optional<Query> rows(SqlCall call) {
    return called(call).map(function -> rows(function, call));
  }

  private Query rows(CatalogFunction.Sql function, SqlCall call) {
    refuseRecursion(function.name(), call);
    var definition = definition(function);
    if (!definition.givesRows()) {
      throw PlacedErrors.at(
          call,
          ErrorCode.INVALID_STATEMENT,
          function.name() + " gives one value; call it in an expression");
    }
    var arguments = CallArguments.of(function.name(), definition, call);
    arguments.forEach(argument -> {
      if (FunctionBody.namesColumns(argument)) {
        throw PlacedErrors.at(
            argument,
            ErrorCode.NOT_SUPPORTED,
            "the arguments of " + function.name() + " must be constants in a FROM clause");
      }
    });
    return inside(
        function.name(),
        () -> {
          try {
            return translator.apply(new FunctionBody(definition).with(arguments));
          } catch (MutiraoException wrong) {
            throw broken(function.name(), wrong, call);
          }
        });
  }

  /// The function that a call means when it is one of the catalog's.
  Optional<CatalogFunction.Sql> called(SqlNode node) {
    return node instanceof SqlBasicCall call
            && call.getOperator() instanceof SqlUnresolvedFunction function
            && function.getNameAsId().isSimple()
        ? find(function.getName())
        : Optional.empty();
  }

  /// What stands in the place of a call; its arguments are inlined already.
  SqlNode expand(CatalogFunction.Sql function, SqlCall call) {
    var name = function.name();
    refuseRecursion(name, call);
    var definition = definition(function);
    if (definition.givesRows()) {
      throw PlacedErrors.at(
          call, ErrorCode.INVALID_STATEMENT, name + " gives rows; write it in a FROM clause");
    }
    if (call.getFunctionQuantifier() != null) {
      throw PlacedErrors.at(
          call, ErrorCode.INVALID_STATEMENT, name + " is no aggregate; leave out DISTINCT or ALL");
    }
    var arguments = CallArguments.of(name, definition, call);
    return inside(
        name,
        () -> {
          if (checked.add(name)) {
            checkAgain(function, call);
          }
          var body = new FunctionBody(definition);
          if (body.hasQuery()) {
            arguments.forEach(argument -> refuseAggregates(name, argument));
          }
          return inline(body.in(call.getParserPosition(), arguments));
        });
  }

  /// An argument goes into a subquery, where an aggregate would mean another thing.
  private void refuseAggregates(String name, SqlNode argument) {
    if (Within.any(argument, node -> FunctionBody.isAggregateOrWindow(node, operators))) {
      throw PlacedErrors.at(
          argument,
          ErrorCode.NOT_SUPPORTED,
          "an aggregate or window function as argument of "
              + name
              + ", which has a subquery, is not supported; compute it in a subquery first");
    }
  }

  private void checkAgain(CatalogFunction.Sql function, SqlCall call) {
    open.pop();
    try {
      check(function.name(), definition(function));
    } catch (MutiraoException wrong) {
      throw broken(function.name(), wrong, call);
    } finally {
      open.push(function.name());
    }
  }

  private static MutiraoException broken(String name, MutiraoException wrong, SqlCall call) {
    var place = call.getParserPosition();
    return QueryErrors.placed(
        FunctionErrors.brokenFunction(name, wrong), place.getLineNum(), place.getColumnNum());
  }

  private void refuseRecursion(String name, SqlCall call) {
    if (isOpen(name)) {
      throw PlacedErrors.at(
          call, ErrorCode.INVALID_STATEMENT, "the function calls itself: " + name);
    }
  }

  private boolean isOpen(String name) {
    return open.stream().anyMatch(name::equalsIgnoreCase);
  }

  private <T> T inside(String name, Supplier<T> work) {
    open.push(name);
    try {
      return work.get();
    } finally {
      open.pop();
    }
  }

  private Optional<CatalogFunction.Sql> find(String name) {
    if (isOpen(name)) {
      return Optional.of(new CatalogFunction.Sql(name, "")); // which is refused
    }
    return operators.isBuiltIn(name)
        ? Optional.empty()
        : catalog
            .function(name)
            .flatMap(function ->
                switch (function) {
                  case CatalogFunction.Sql sql -> Optional.of(sql);
                  case CatalogFunction.Java ignored -> Optional.empty();
                });
  }

  private static FunctionDefinition definition(CatalogFunction.Sql function) {
    return StatementParser.parseFunction(function.definition());
  }

  /// Names of the functions that users created.
  public List<String> names() {
    return catalog.functions().stream()
        .map(function -> function.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
