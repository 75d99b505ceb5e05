package dev.mutirao.planner.relational;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;

/// Spells out a ROLLUP or CUBE that names an expression twice: `ROLLUP(a, a)` stands for `GROUPING
/// SETS ((a, a), (a), ())`, which gives the groups of `a` twice. Calcite takes equal sets of a
/// ROLLUP or CUBE for one, but not those of GROUPING SETS.
final class DoubledGroups {
  private DoubledGroups() {}

  static void spellOut(SqlSelect select) {
    var group = select.getGroup();
    if (group == null) {
      return;
    }
    for (int i = 0; i < group.size(); i++) {
      if (group.get(i) instanceof SqlCall call && isDoubled(call)) {
        group.set(
            i, SqlStdOperatorTable.GROUPING_SETS.createCall(call.getParserPosition(), sets(call)));
      }
    }
  }

  private static boolean isDoubled(SqlCall call) {
    if (call.getKind() != SqlKind.ROLLUP && call.getKind() != SqlKind.CUBE) {
      return false;
    }
    var items = call.getOperandList();
    return IntStream.range(0, items.size())
        .anyMatch(i ->
            items.subList(0, i).stream()
                .anyMatch(earlier -> earlier.equalsDeep(items.get(i), Litmus.IGNORE)));
  }

  private static List<SqlNode> sets(SqlCall call) {
    var items = call.getOperandList();
    var sets = new ArrayList<SqlNode>();
    if (call.getKind() == SqlKind.ROLLUP) {
      for (int size = items.size(); size >= 0; size--) {
        sets.add(set(items.subList(0, size), call.getParserPosition()));
      }
    } else {
      for (int chosen = (1 << items.size()) - 1; chosen >= 0; chosen--) {
        int bits = chosen;
        var some =
            IntStream.range(0, items.size())
                .filter(i -> (bits >> i & 1) == 1)
                .mapToObj(items::get)
                .toList();
        sets.add(set(some, call.getParserPosition()));
      }
    }
    return sets;
  }

  private static SqlNode set(List<SqlNode> items, SqlParserPos position) {
    return items.isEmpty()
        ? new SqlNodeList(position)
        : SqlStdOperatorTable.ROW.createCall(position, items);
  }
}
