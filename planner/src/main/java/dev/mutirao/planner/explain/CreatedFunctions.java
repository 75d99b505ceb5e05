package dev.mutirao.planner.explain;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.catalog.CatalogFunction;
import dev.mutirao.planner.function.FunctionText;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.planner.parser.StatementParser;
import java.util.List;
import java.util.Locale;

/// What SHOW FUNCTIONS and DESCRIBE FUNCTION tell of functions that users created.
final class CreatedFunctions {
  private CreatedFunctions() {}

  /// In the columns of {@link ResultRows#FUNCTIONS}.
  static List<String> row(CatalogFunction function, JavaFunctions functions) {
    return switch (function) {
      case CatalogFunction.Sql sql ->
          List.of(sql.name(), kind(sql), signature(sql), "written in SQL", "");
      case CatalogFunction.Java java -> {
        try {
          var known = functions.described(java);
          yield List.of(
              java.name(),
              kind(known),
              String.join("; ", known.signatures()),
              known.description().isEmpty() ? "from " + java.path() : known.description(),
              known.example());
        } catch (MutiraoException unusable) {
          yield List.of(java.name(), "", "", "unusable: " + unusable.getMessage(), "");
        }
      }
    };
  }

  /// In the columns of {@link ResultRows#FUNCTION}.
  static List<List<String>> properties(CatalogFunction function, JavaFunctions functions) {
    return switch (function) {
      case CatalogFunction.Sql sql ->
          List.of(
              List.of("name", sql.name()),
              List.of("kind", kind(sql)),
              List.of("signatures", signature(sql)),
              List.of("definition", "CREATE FUNCTION " + sql.name() + sql.definition()));
      case CatalogFunction.Java java -> {
        var known = functions.described(java);
        yield List.of(
            List.of("name", java.name()),
            List.of("kind", kind(known)),
            List.of("signatures", String.join("; ", known.signatures())),
            List.of("description", known.description()),
            List.of("example", known.example()),
            List.of("deterministic", known.deterministic() ? "yes" : "no"),
            List.of("jar", java.path()),
            List.of("sha256", java.hash()));
      }
    };
  }

  private static String kind(UserFunction function) {
    return function.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String kind(CatalogFunction.Sql function) {
    return StatementParser.parseFunction(function.definition()).givesRows() ? "table" : "scalar";
  }

  private static String signature(CatalogFunction.Sql function) {
    return FunctionText.signature(
        function.name(), StatementParser.parseFunction(function.definition()));
  }
}
