package dev.mutirao.planner.relational;

import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// DISTINCT comes after window functions; Calcite takes it for a GROUP BY, which comes before.
/// `SELECT DISTINCT rank() OVER w FROM t` becomes `SELECT DISTINCT * FROM (SELECT rank() OVER w
/// FROM t)`.
final class DistinctWindows extends SqlShuttle {
  private DistinctWindows() {}

  static SqlNode rewrite(SqlNode query) {
    return Objects.requireNonNull(query.accept(new DistinctWindows()));
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    var visited = super.visit(call);
    return visited instanceof SqlSelect select
            && select.isDistinct()
            && containsOver(select.getSelectList())
        ? nested(select)
        : visited;
  }

  private static SqlNode nested(SqlSelect select) {
    var position = select.getParserPosition();
    var inner =
        new SqlSelect(
            position,
            null,
            select.getSelectList(),
            select.getFrom(),
            select.getWhere(),
            select.getGroup(),
            select.getHaving(),
            select.getWindowList(),
            select.getQualify(),
            null,
            null,
            null,
            null);
    var named =
        SqlStdOperatorTable.AS.createCall(position, inner, new SqlIdentifier("distinct", position));
    return new SqlSelect(
        position,
        (SqlNodeList) select.getOperandList().getFirst(),
        SqlNodeList.of(SqlIdentifier.star(position)),
        named,
        null,
        null,
        null,
        null,
        null,
        select.getOrderList(),
        select.getOffset(),
        select.getFetch(),
        select.getHints());
  }

  /// Whether a window function stands there, outside subqueries.
  private static boolean containsOver(SqlNode node) {
    return switch (node) {
      case SqlNodeList list -> list.stream().anyMatch(DistinctWindows::containsOver);
      case SqlCall call when call.getKind() == SqlKind.OVER -> true;
      case SqlCall call when call.isA(SqlKind.QUERY) -> false;
      case SqlCall call ->
          call.getOperandList().stream()
              .anyMatch(operand -> operand != null && containsOver(operand));
      default -> false;
    };
  }
}
