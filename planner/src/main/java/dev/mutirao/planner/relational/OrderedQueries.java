package dev.mutirao.planner.relational;

import dev.mutirao.planner.parser.StatementNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Puts a SELECT around what is ordered or cut, and is no plain query: Calcite cannot rewrite it
/// there.
///
/// | written | becomes |
/// | --- | --- |
/// | `TABLE t LIMIT 1` | `SELECT * FROM (TABLE t) LIMIT 1` |
/// | `(q ORDER BY a) ORDER BY b` | `SELECT * FROM (q ORDER BY a) ORDER BY b` |
final class OrderedQueries extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    var visited = super.visit(call);
    if (!(visited instanceof SqlOrderBy order)
        || order.query.getKind() != SqlKind.EXPLICIT_TABLE
            && order.query.getKind() != SqlKind.ORDER_BY) {
      return visited;
    }
    return new SqlOrderBy(
        order.getParserPosition(), rows(order.query), order.orderList, order.offset, order.fetch);
  }

  /// `SELECT * FROM (source)`.
  static SqlSelect rows(SqlNode source) {
    var position = source.getParserPosition();
    return StatementNode.select(SqlNodeList.of(SqlIdentifier.star(position)), source, position);
  }
}
