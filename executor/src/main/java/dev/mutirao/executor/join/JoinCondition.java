package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.row.RowEquality;
import java.util.BitSet;
import org.apache.arrow.memory.BufferAllocator;

/// Which candidate pairs match.
///
/// @param selector selects them from a batch of the columns of both sides
/// @param columns those it reads; in the others the batch may hold anything of their type
record JoinCondition(Selector selector, BitSet columns) {

  /// Pairs for which a BOOLEAN expression over the columns of both sides of `node` is true.
  static JoinCondition isTrue(
      Expression expression, PlanNode node, ExpressionCompiler expressions) {
    return new JoinCondition(
        expressions.compileFilter(expression, Join.both(node)), ReferencedColumns.of(expression));
  }

  /// Pairs for which the expression is true or NULL: for `NOT IN`, NULL is as bad as true.
  static JoinCondition isNotFalse(
      Expression expression, PlanNode node, ExpressionCompiler expressions) {
    var condition = expressions.compile(expression, Join.both(node));
    return new JoinCondition(
        (batch, allocator, selected) -> notFalse(condition, batch, allocator, selected),
        ReferencedColumns.of(expression));
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

  /// Pairs that meet this condition and whose keys, of which there is one, are equal or NULL on a
  /// side.
  JoinCondition andKeysNotUnequal(PlanNode.HashJoin node) {
    int left = node.leftKeys().getFirst();
    int right = node.left().output().size() + node.rightKeys().getFirst();
    var read = (BitSet) columns.clone();
    read.set(left);
    read.set(right);
    return new JoinCondition(
        (batch, allocator, selected) -> {
          int candidates = selector.select(batch, allocator, selected);
          return keysNotUnequal(batch.column(left), batch.column(right), candidates, selected);
        },
        read);
  }

  private static int keysNotUnequal(Column left, Column right, int candidates, int[] selected) {
    int count = 0;
    for (int i = 0; i < candidates; i++) {
      int row = selected[i];
      selected[count] = row;
      boolean passes =
          left.isNull(row) || right.isNull(row) || RowEquality.equal(left, row, right, row);
      count += passes ? 1 : 0;
    }
    return count;
  }
}
