package dev.mutirao.planner;

import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.relational.ParameterValues;
import dev.mutirao.planner.relational.Query;
import java.util.List;

/// Puts values in the place of a query's `?`.
final class Parameters {
  private Parameters() {}

  static Query replace(Query query, List<Literal> values) {
    if (query.parameters().size() != values.size()) {
      throw PlanErrors.parameterCount(query.parameters().size(), values.size());
    }
    if (values.isEmpty()) {
      return query;
    }
    return new Query(
        ParameterValues.put(query.tree(), values), query.names(), query.columns(), List.of());
  }
}
