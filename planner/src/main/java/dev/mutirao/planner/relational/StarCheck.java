package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.planner.table.DataTable;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// Sees that `*` and `t.*` stand only for columns that can be read.
final class StarCheck {
  private StarCheck() {}

  /// @param scope what the select's FROM clause brings
  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED with the column's name
  static void check(SqlIdentifier star, SelectScope scope, SqlNameMatcher matcher) {
    for (var from : meant(star, scope, matcher)) {
      var table = from.getTable();
      var data = table == null ? null : table.unwrap(DataTable.class);
      if (data != null && !data.unsupportedColumns().isEmpty()) {
        var column = data.unsupportedColumns().entrySet().iterator().next();
        var position = star.getParserPosition();
        throw PlanErrors.unsupportedInStar(
            column.getKey(), column.getValue(), position.getLineNum(), position.getColumnNum());
      }
    }
  }

  private static List<SqlValidatorNamespace> meant(
      SqlIdentifier star, SelectScope scope, SqlNameMatcher matcher) {
    if (star.names.size() == 1) {
      return scope.getChildren();
    }
    var resolved = new SqlValidatorScope.ResolvedImpl();
    scope.resolve(star.names.subList(0, star.names.size() - 1), matcher, false, resolved);
    return resolved.count() == 1 ? List.of(resolved.only().namespace) : List.of();
  }
}
