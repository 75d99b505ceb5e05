package dev.mutirao.planner.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.rules.JoinCommuteRule;

/// Swaps the sides of joins whose right side, of which the hash table is built, is the bigger one.
final class BuildSide {
  private BuildSide() {}

  static RelNode choose(RelNode tree) {
    return tree.accept(
        new RelShuttleImpl() {
          @Override
          public RelNode visit(LogicalJoin join) {
            return swapped((LogicalJoin) super.visit(join));
          }
        });
  }

  private static RelNode swapped(LogicalJoin join) {
    var swappable =
        switch (join.getJoinType()) {
          case INNER, LEFT, RIGHT, FULL -> true;
          default -> false;
        };
    if (!swappable || !isBigger(join.getRight(), join.getLeft())) {
      return join;
    }
    var swapped =
        JoinCommuteRule.swap(
            join, true, RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null));
    return swapped == null ? join : swapped;
  }

  private static boolean isBigger(RelNode right, RelNode left) {
    var metadata = right.getCluster().getMetadataQuery();
    var rightRows = metadata.getRowCount(right);
    var leftRows = metadata.getRowCount(left);
    return rightRows != null && leftRows != null && rightRows > leftRows;
  }
}
