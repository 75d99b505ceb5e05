package dev.mutirao.planner;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.relational.ParameterValues;
import dev.mutirao.planner.relational.Query;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Puts values in the place of a query's `?`.
final class Parameters {
  private Parameters() {}

  /// The error, which points at the first `?` of a query that must have none.
  static MutiraoException placed(MutiraoException error, SqlNode query) {
    var first = new AtomicReference<@Nullable SqlParserPos>();
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            first.compareAndSet(null, parameter.getParserPosition());
            return null;
          }
        });
    var place = first.get();
    return place == null ? error : PlacedErrors.placed(error, place);
  }

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
