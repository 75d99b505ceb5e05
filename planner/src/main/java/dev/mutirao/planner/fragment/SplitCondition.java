package dev.mutirao.planner.fragment;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexNode;

/// A join's condition as equal columns and what is left of it.
///
/// @param rightKeys positions among the right side's columns, parallel to `leftKeys`
/// @param dropsNulls whether a NULL equals nothing (`=`) rather than NULL (`IS NOT DISTINCT FROM`)
/// @param rest terms over the columns of both sides
record SplitCondition(
    List<Integer> leftKeys, List<Integer> rightKeys, List<Boolean> dropsNulls, List<RexNode> rest) {
  /// The same with the sides' keys in each other's place; `rest` stays as it is.
  SplitCondition swapped() {
    return new SplitCondition(rightKeys, leftKeys, dropsNulls, rest);
  }

  static SplitCondition of(Join join) {
    var leftKeys = new ArrayList<Integer>();
    var rightKeys = new ArrayList<Integer>();
    var dropsNulls = new ArrayList<Boolean>();
    var rest = new ArrayList<RexNode>();
    RelOptUtil.splitJoinCondition(
        join.getLeft(),
        join.getRight(),
        join.getCondition(),
        leftKeys,
        rightKeys,
        dropsNulls,
        rest);
    return new SplitCondition(leftKeys, rightKeys, dropsNulls, rest);
  }
}
