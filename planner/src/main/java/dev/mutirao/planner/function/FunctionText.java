package dev.mutirao.planner.function;

import dev.mutirao.planner.parser.FunctionDefinition;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;

/// What users read about a function written in SQL.
public final class FunctionText {
  private FunctionText() {}

  /// Such as `tax(x DOUBLE, rate DOUBLE) -> DOUBLE`.
  public static String signature(String name, FunctionDefinition definition) {
    return definition.parameters().stream()
            .map(parameter -> parameter.name() + " " + type(parameter.type()))
            .collect(Collectors.joining(", ", name + "(", ") -> "))
        + (definition.result() == null ? "TABLE" : type(definition.result()));
  }

  private static String type(SqlDataTypeSpec type) {
    return type.toSqlString(PostgresqlSqlDialect.DEFAULT)
        .getSql()
        .replace("\"", "")
        .toUpperCase(Locale.ROOT);
  }
}
