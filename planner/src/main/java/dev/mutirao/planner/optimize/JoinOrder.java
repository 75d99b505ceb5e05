package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.JoinProjectTransposeRule;
import org.apache.calcite.rel.rules.MultiJoin;
import org.apache.calcite.rex.RexInputRef;

/// Orders joins by what is known of the tables.
final class JoinOrder {
  private static final int FEWEST_JOINS = 2;

  /// Calcite's heuristics, for many tables and for outer joins.
  private static final UnaryOperator<RelNode> LOPT = Rules.bottomUp(CoreRules.MULTI_JOIN_OPTIMIZE);

  /// Not below semi-joins and anti-joins, where the rule counts columns that are not there, nor
  /// computed columns below a side that can be missing: above it they would not be NULL.
  private static final RelOptRule PROJECTIONS_UP =
      JoinProjectTransposeRule.Config.OUTER
          .withOperandSupplier(join ->
              join.operand(LogicalJoin.class)
                  .predicate(JoinOrder::keepsColumns)
                  .inputs(
                      left -> left.operand(LogicalProject.class).anyInputs(),
                      right -> right.operand(LogicalProject.class).anyInputs()))
          .as(JoinProjectTransposeRule.Config.class)
          .toRule();

  private JoinOrder() {}

  private static boolean keepsColumns(LogicalJoin join) {
    var type = join.getJoinType();
    return type.projectsRight()
        && (!type.generatesNullsOnLeft() || isPlain(join.getLeft()))
        && (!type.generatesNullsOnRight() || isPlain(join.getRight()));
  }

  private static boolean isPlain(RelNode input) {
    return input.stripped() instanceof Project project
        && project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
  }

  static RelNode choose(RelNode tree) {
    if (RelOptUtil.countJoins(tree) < FEWEST_JOINS) {
      return tree;
    }
    var collected = Rules.bottomUp(PROJECTIONS_UP, CoreRules.JOIN_TO_MULTI_JOIN).apply(tree);
    return LOPT.apply(ordered(collected));
  }

  /// Orders the groups of inner joins, with the semi-joins above them, that are small enough for
  /// the exact way.
  private static RelNode ordered(RelNode tree) {
    var reductions = new ArrayList<InnerJoins.Reduction>();
    var node = tree;
    while (node instanceof Join join && isReduction(join)) {
      reductions.addFirst(
          new InnerJoins.Reduction(join.getJoinType(), join.getRight(), join.getCondition()));
      node = join.getLeft();
    }
    return node instanceof MultiJoin joins && isInner(joins, reductions.size())
        ? new InnerJoins(
                (MultiJoin) withOrderedInputs(joins),
                reductions.stream()
                    .map(each ->
                        new InnerJoins.Reduction(
                            each.kind(), ordered(each.right()), each.condition()))
                    .toList())
            .ordered()
        : withOrderedInputs(tree);
  }

  private static boolean isReduction(Join join) {
    return join.getJoinType() == JoinRelType.SEMI || join.getJoinType() == JoinRelType.ANTI;
  }

  private static RelNode withOrderedInputs(RelNode tree) {
    var inputs = new ArrayList<RelNode>();
    var changed = false;
    for (var input : tree.getInputs()) {
      var next = ordered(input);
      changed |= next != input;
      inputs.add(next);
    }
    return changed ? tree.copy(tree.getTraitSet(), inputs) : tree;
  }

  private static boolean isInner(MultiJoin join, int reductions) {
    return join.getInputs().size() + reductions <= InnerJoins.MOST_INPUTS
        && !join.isFullOuterJoin()
        && join.getPostJoinFilter() == null
        && join.getJoinTypes().stream().allMatch(type -> type == JoinRelType.INNER)
        && join.getOuterJoinConditions().stream().allMatch(Objects::isNull);
  }
}
