package dev.mutirao.planner;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogFunction;
import dev.mutirao.planner.explain.ResultRows;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.Statement;
import dev.mutirao.planner.parser.StatementNode;
import dev.mutirao.planner.relational.QueryTranslator;
import dev.mutirao.planner.table.FromClauses;
import dev.mutirao.planner.validate.Operators;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/// Plans the statements about functions that users create.
record FunctionStatements(Catalog catalog, Operators operators, JavaFunctions functions) {
  /// @throws MutiraoException when the name is the engine's, or the function is wrong
  PlannedStatement create(Statement.CreateFunction statement, QueryTranslator translator) {
    var name = StatementNode.objectName(statement.name());
    checkName(statement.name());
    checkFree(statement.name(), statement.replace() || statement.ifNotExists());
    var definition = statement.definition();
    var names = new HashSet<String>();
    for (var parameter : definition.parameters()) {
      if (!names.add(parameter.name().toLowerCase(Locale.ROOT))) {
        throw at(statement.name(), FunctionErrors.repeatedParameter(name, parameter.name()));
      }
    }
    if (definition.givesRows() && !definition.body().isA(SqlKind.QUERY)) {
      throw at(definition.body(), FunctionErrors.rowsWithoutQuery(name));
    }
    translator.check(name, definition);
    return new PlannedStatement.CreateFunction(
        new CatalogFunction.Sql(name, statement.sql()),
        Optional.empty(),
        statement.replace(),
        statement.ifNotExists());
  }

  /// @throws MutiraoException when the name is the engine's, or something is wrong with the jar
  PlannedStatement create(Statement.CreateJarFunction statement, Path path) {
    checkName(statement.name());
    checkFree(statement.name(), statement.replace() || statement.ifNotExists());
    var content = statement.path().placing(() -> functions.usable(JarContent.read(path)));
    var function =
        PlacedErrors.placing(
            statement.name().getParserPosition(),
            () -> functions.inJar(StatementNode.objectName(statement.name()), content));
    return new PlannedStatement.CreateFunction(
        function, Optional.of(content), statement.replace(), statement.ifNotExists());
  }

  private void checkFree(SqlIdentifier identifier, boolean mayBeTaken) {
    var name = StatementNode.objectName(identifier);
    if (!mayBeTaken && catalog.function(name).isPresent()) {
      throw at(identifier, FunctionErrors.functionExists(name));
    }
  }

  private void checkName(SqlIdentifier identifier) {
    var name = StatementNode.objectName(identifier);
    if (isBuiltIn(name)) {
      throw at(identifier, FunctionErrors.builtInName(name));
    }
    if (functions.isGiven(name)) {
      throw at(identifier, FunctionErrors.givenFunction(name));
    }
  }

  /// @throws MutiraoException when it is a function of the engine, or none
  PlannedStatement drop(Statement.DropFunction statement) {
    var name = StatementNode.objectName(statement.name());
    if (isBuiltIn(name)) {
      throw at(statement.name(), FunctionErrors.builtIn("dropped", name));
    }
    if (functions.isGiven(name)) {
      throw at(statement.name(), FunctionErrors.givenFunction(name));
    }
    if (!statement.ifExists() && catalog.function(name).isEmpty()) {
      throw at(statement.name(), FunctionErrors.noSuchFunction(name, created()));
    }
    return new PlannedStatement.DropFunction(name, statement.ifExists());
  }

  /// @throws MutiraoException when there is no such function
  PlannedStatement describe(Statement.DescribeFunction statement) {
    var name = StatementNode.objectName(statement.name());
    return ResultRows.function(name, functions)
        .map(PlannedStatement.Result::new)
        .orElseThrow(() -> at(statement.name(), FunctionErrors.noSuchFunction(name, names())));
  }

  /// @throws MutiraoException when the name is taken
  void apply(PlannedStatement.CreateFunction change) {
    var saved = catalog.save(change.function(), change.jar(), change.replace());
    functions.changed();
    if (!saved && !change.ifNotExists()) {
      throw FunctionErrors.functionExists(change.function().name());
    }
  }

  /// @throws MutiraoException when there is no such function
  void apply(PlannedStatement.DropFunction change) {
    if (catalog.function(change.name()).isPresent()) {
      catalog.removeFunction(change.name());
      functions.changed();
    } else if (!change.ifExists()) {
      throw FunctionErrors.noSuchFunction(change.name());
    }
  }

  private List<String> created() {
    return catalog.functions().stream().map(CatalogFunction::name).toList();
  }

  private List<String> names() {
    var names = new ArrayList<>(operators.functionNames());
    names.addAll(created());
    return names;
  }

  private boolean isBuiltIn(String name) {
    return operators.isBuiltIn(name) || FromClauses.isBuiltIn(name);
  }

  private static MutiraoException at(SqlNode node, MutiraoException error) {
    return PlacedErrors.placed(error, node.getParserPosition());
  }
}
