package dev.mutirao.planner.optimize;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// Marks semi-joins and anti-joins whose left side is the smaller one: its hash table is built, the
/// right side probes it, and the left rows that found a match, or did not, come out in the end.
/// What it marks is lost when a join is made anew, so it comes last.
public final class SemiJoinSide {
  private static final RelHint BUILD_LEFT = RelHint.builder("BUILD_LEFT").build();

  private SemiJoinSide() {}

  /// Whether the hash table of a semi-join is to be built from its left side.
  public static boolean isLeft(Join join) {
    return join.getHints().contains(BUILD_LEFT);
  }

  static RelNode choose(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            var visited = super.visit(other);
            return visited instanceof LogicalJoin join && leftIsBetter(join)
                ? join.withHints(List.of(BUILD_LEFT))
                : visited;
          }
        });
  }

  private static boolean leftIsBetter(Join join) {
    if (join.getJoinType() != JoinRelType.SEMI && join.getJoinType() != JoinRelType.ANTI) {
      return false;
    }
    var metadata = join.getCluster().getMetadataQuery();
    var left = metadata.getRowCount(join.getLeft());
    var right = metadata.getRowCount(join.getRight());
    return left != null
        && right != null
        && left < right
        && hasKeys(join.getCondition(), join.getLeft().getRowType().getFieldCount());
  }

  /// Whether a left column must equal a right one.
  static boolean hasKeys(RexNode condition, int leftWidth) {
    return RelOptUtil.conjunctions(condition).stream()
        .anyMatch(term ->
            term.isA(SqlKind.EQUALS)
                && ((RexCall) term).getOperands().getFirst() instanceof RexInputRef one
                && ((RexCall) term).getOperands().getLast() instanceof RexInputRef other
                && one.getIndex() < leftWidth != other.getIndex() < leftWidth);
  }
}
