package dev.mutirao.planner.relational;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Spells out `x IN (a, b)` as `x = a OR x = b` in queries with GROUP BY. Calcite treats such a
/// list as a subquery, and loses track of it where an expression is selected and grouped by at
/// once, as in `SELECT CASE WHEN x IN (a, b) THEN 1 END ... GROUP BY 1`.
final class GroupedLists extends SqlShuttle {
  private int grouped;

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      grouped += select.getGroup() == null ? 0 : 1;
      var visited = super.visit(select);
      grouped -= select.getGroup() == null ? 0 : 1;
      return visited;
    }
    if (grouped > 0
        && (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
        && call.operand(1) instanceof SqlNodeList list
        && call.operand(0).getKind() != SqlKind.ROW
        && list.stream().noneMatch(item -> SqlKind.QUERY.contains(item.getKind()))) {
      var subject = accepted(call.operand(0));
      var items = list.stream().map(this::accepted).toList();
      var any = anyOf(subject, items, call.getParserPosition());
      return call.getKind() == SqlKind.IN
          ? any
          : SqlStdOperatorTable.NOT.createCall(call.getParserPosition(), any);
    }
    return super.visit(call);
  }

  private SqlNode accepted(SqlNode node) {
    return Objects.requireNonNull(node.accept(this), "a shuttle gives a node for each");
  }

  /// As flat as can be: a chain would nest as deep as the list is long.
  private static SqlNode anyOf(SqlNode subject, List<SqlNode> items, SqlParserPos position) {
    if (items.size() == 1) {
      return SqlStdOperatorTable.EQUALS.createCall(position, Copies.of(subject), items.getFirst());
    }
    int half = items.size() / 2;
    return SqlStdOperatorTable.OR.createCall(
        position,
        anyOf(subject, items.subList(0, half), position),
        anyOf(subject, items.subList(half, items.size()), position));
  }
}
