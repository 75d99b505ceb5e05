package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.row.RowEquality;
import org.apache.arrow.memory.BufferAllocator;

/// Conditions of `NOT IN`, for which NULL is as bad as true.
final class JoinCondition {
  private JoinCondition() {}

  /// Selects the pairs for which a BOOLEAN expression over both sides is true or NULL.
  static Selector notFalse(Evaluator condition) {
    return (batch, allocator, selected) -> notFalse(condition, batch, allocator, selected);
  }

  private static int notFalse(
      Evaluator condition, Batch batch, BufferAllocator allocator, int[] selected) {
    try (var result = condition.evaluate(batch, allocator)) {
      int count = 0;
      for (int row = 0; row < batch.rows(); row++) {
        selected[count] = row;
        count += result.isNull(row) || isTrue(result, row) ? 1 : 0;
      }
      return count;
    }
  }

  private static boolean isTrue(Column result, int row) {
    if (result.isDictionary()) {
      return isTrue(result.dictionary(), result.values().getAtIndex(Column.INT, row));
    }
    return (result.values().get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }

  /// Selects the pairs that pass `residual` and whose keys are equal or NULL on a side.
  static Selector keysNotUnequal(PlanNode.HashJoin node, Selector residual) {
    int left = node.leftKeys().getFirst();
    int right = node.left().output().size() + node.rightKeys().getFirst();
    return (batch, allocator, selected) -> {
      int candidates = residual.select(batch, allocator, selected);
      var leftKey = batch.column(left);
      var rightKey = batch.column(right);
      int count = 0;
      for (int i = 0; i < candidates; i++) {
        int row = selected[i];
        selected[count] = row;
        boolean passes =
            leftKey.isNull(row)
                || rightKey.isNull(row)
                || RowEquality.equal(leftKey, row, rightKey, row);
        count += passes ? 1 : 0;
      }
      return count;
    };
  }
}
