package dev.mutirao.planner.fragment;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// Recognises `NOT IN`: an anti join on `a = b OR (a = b) IS NULL`, or what simplification makes of
/// it, `a = b OR a IS NULL OR b IS NULL` without the terms that cannot be true.
///
/// @param rightKey position among the right side's columns
record NotInCondition(int leftKey, int rightKey) {
  static Optional<NotInCondition> of(Join join) {
    if (join.getJoinType() != JoinRelType.ANTI || !join.getCondition().isA(SqlKind.OR)) {
      return Optional.empty();
    }
    var terms = RelOptUtil.disjunctions(join.getCondition());
    var width = join.getLeft().getRowType().getFieldCount();
    return terms.stream()
        .filter(term -> term.isA(SqlKind.EQUALS))
        .map(RexCall.class::cast)
        .findFirst()
        .flatMap(equal -> of(equal, terms, width));
  }

  private static Optional<NotInCondition> of(RexCall equal, List<RexNode> terms, int width) {
    if (!(equal.getOperands().getFirst() instanceof RexInputRef one)
        || !(equal.getOperands().getLast() instanceof RexInputRef other)) {
      return Optional.empty();
    }
    var inOrder = one.getIndex() < other.getIndex();
    var left = inOrder ? one : other;
    var right = inOrder ? other : one;
    var acrossSides = left.getIndex() < width && right.getIndex() >= width;
    var onlyTheseTerms =
        terms.stream()
            .allMatch(term ->
                term.equals(equal)
                    || isNull(term, left)
                    || isNull(term, right)
                    || isNull(term, equal));
    var unknownCounts = terms.stream().anyMatch(term -> isNull(term, equal));
    var leftCovered = unknownCounts || !left.getType().isNullable() || has(terms, left);
    var rightCovered = unknownCounts || !right.getType().isNullable() || has(terms, right);
    return acrossSides && onlyTheseTerms && leftCovered && rightCovered
        ? Optional.of(new NotInCondition(left.getIndex(), right.getIndex() - width))
        : Optional.empty();
  }

  private static boolean has(List<RexNode> terms, RexNode operand) {
    return terms.stream().anyMatch(term -> isNull(term, operand));
  }

  private static boolean isNull(RexNode term, RexNode operand) {
    return term.isA(SqlKind.IS_NULL) && ((RexCall) term).getOperands().getFirst().equals(operand);
  }
}
