package dev.mutirao.planner.optimize;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/// Orders joins by what is known of the tables' sizes.
final class JoinOrder {
  private static final int FEWEST_JOINS = 2;

  private JoinOrder() {}

  static RelNode choose(RelNode tree) {
    if (RelOptUtil.countJoins(tree) < FEWEST_JOINS) {
      return tree;
    }
    var collected =
        Rules.bottomUp(
                CoreRules.JOIN_PROJECT_BOTH_TRANSPOSE_INCLUDE_OUTER, CoreRules.JOIN_TO_MULTI_JOIN)
            .apply(tree);
    return Rules.bottomUp(CoreRules.MULTI_JOIN_OPTIMIZE).apply(collected);
  }
}
