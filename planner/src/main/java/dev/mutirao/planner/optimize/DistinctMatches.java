package dev.mutirao.planner.optimize;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.util.ImmutableBitSet;

/// Leaves one of equal rows on the right side of a semi-join or anti-join that has no key to find
/// them by: every left row is compared with all of them. One row is enough where nothing of it is
/// asked for.
///
/// ```
/// SemiJoin(left.a < right.b)        SemiJoin(left.a < right.b)
///   left                       ->     left
///   right                             Aggregate(b)
///                                       right
/// ```
final class DistinctMatches extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    if (!(visited instanceof Join join) || !isExistence(join) || comparesColumns(join)) {
      return visited;
    }
    return join.copy(
        join.getTraitSet(),
        join.getCondition(),
        join.getLeft(),
        distinct(join.getRight(), asked(join)),
        join.getJoinType(),
        join.isSemiJoinDone());
  }

  private static boolean isExistence(Join join) {
    return join.getJoinType() == JoinRelType.SEMI || join.getJoinType() == JoinRelType.ANTI;
  }

  private static ImmutableBitSet asked(Join join) {
    int left = join.getLeft().getRowType().getFieldCount();
    var used = RelOptUtil.InputFinder.bits(join.getCondition());
    return used.get(left, Math.max(left, used.length())).shift(-left);
  }

  private static RelNode distinct(RelNode right, ImmutableBitSet asked) {
    var known = right.getCluster().getMetadataQuery().areColumnsUnique(right, asked);
    var most = right.getCluster().getMetadataQuery().getMaxRowCount(right);
    if (Boolean.TRUE.equals(known) || (most != null && most <= 1)) {
      return right;
    }
    var builder = RelFactories.LOGICAL_BUILDER.create(right.getCluster(), null).push(right);
    if (asked.isEmpty()) {
      return builder.limit(0, 1).build();
    }
    return asked.cardinality() == right.getRowType().getFieldCount()
        ? builder.distinct().build()
        : right;
  }

  /// Whether a left column must equal a right one, or may, as in NOT IN: then a hash table finds
  /// the rows.
  private static boolean comparesColumns(Join join) {
    int left = join.getLeft().getRowType().getFieldCount();
    return SemiJoinSide.hasKeys(join.getCondition(), left)
        || RelOptUtil.disjunctions(join.getCondition()).stream()
            .anyMatch(term -> SemiJoinSide.hasKeys(term, left));
  }
}
