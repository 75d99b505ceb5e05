package dev.mutirao.planner.function;

import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/// Looks for something in a tree of syntax.
final class Within {
  private Within() {}

  /// Whether `test` holds for `node` or something in it.
  static boolean any(@Nullable SqlNode node, Predicate<SqlNode> test) {
    return node != null
        && (test.test(node) || children(node).stream().anyMatch(child -> any(child, test)));
  }

  private static List<? extends @Nullable SqlNode> children(SqlNode node) {
    return switch (node) {
      case SqlCall call -> call.getOperandList();
      case SqlNodeList list -> list.getList();
      default -> List.of();
    };
  }
}
