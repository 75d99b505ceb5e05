package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.PlanErrors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;

/// Sees that GROUP BY does not stand for more sets than anybody can mean: CUBE doubles them with
/// every column, and each set is a row for every row of the input.
final class GroupingLimit {
  /// As many as PostgreSQL takes.
  private static final long MOST = 4096;

  private GroupingLimit() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED with the number of sets
  static void check(SqlSelect select) {
    var group = select.getGroup();
    if (group == null) {
      return;
    }
    long sets = 1;
    for (var item : group) {
      sets = Math.min(sets * sets(item), MOST + 1);
    }
    if (sets > MOST) {
      var position = group.getParserPosition();
      throw PlanErrors.tooManyGroupingSets(MOST, position.getLineNum(), position.getColumnNum());
    }
  }

  /// How many sets an item stands for, or more than can be.
  private static long sets(SqlNode item) {
    if (!(item instanceof SqlCall call)) {
      return 1;
    }
    return switch (call.getKind()) {
      case CUBE -> call.operandCount() > 12 ? MOST + 1 : 1L << call.operandCount();
      case ROLLUP -> call.operandCount() + 1L;
      case GROUPING_SETS ->
          Math.min(call.getOperandList().stream().mapToLong(GroupingLimit::sets).sum(), MOST + 1);
      default -> 1;
    };
  }
}
