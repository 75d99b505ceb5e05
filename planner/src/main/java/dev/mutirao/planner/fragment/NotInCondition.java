package dev.mutirao.planner.fragment;

import java.util.Optional;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.SqlKind;

/// Recognises `NOT IN`: an anti join on `a = b OR (a = b) IS NULL`.
///
/// @param rightKey position among the right side's columns
record NotInCondition(int leftKey, int rightKey) {
  static Optional<NotInCondition> of(Join join) {
    if (join.getJoinType() != JoinRelType.ANTI
        || !(join.getCondition() instanceof RexCall or)
        || !or.isA(SqlKind.OR)
        || or.getOperands().size() != 2
        || !(or.getOperands().getFirst() instanceof RexCall equal)
        || !(or.getOperands().getLast() instanceof RexCall unknown)
        || !equal.isA(SqlKind.EQUALS)
        || !unknown.isA(SqlKind.IS_NULL)
        || !unknown.getOperands().getFirst().equals(equal)
        || !(equal.getOperands().getFirst() instanceof RexInputRef left)
        || !(equal.getOperands().getLast() instanceof RexInputRef right)) {
      return Optional.empty();
    }
    var width = join.getLeft().getRowType().getFieldCount();
    return left.getIndex() < width && right.getIndex() >= width
        ? Optional.of(new NotInCondition(left.getIndex(), right.getIndex() - width))
        : Optional.empty();
  }
}
