package dev.mutirao.planner.parser;

import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// A function written in SQL: what `body` gives with arguments in the places of the parameters.
///
/// @param result the type of its value; null when it gives rows, and `body` is a query
public record FunctionDefinition(
    List<ColumnDefinition> parameters, @Nullable SqlDataTypeSpec result, SqlNode body) {
  public FunctionDefinition {
    parameters = List.copyOf(parameters);
  }

  /// Whether a FROM clause calls it, rather than an expression.
  public boolean givesRows() {
    return result == null;
  }
}
