package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// Takes out of an OR what each of its branches asks for, such as the equality of a join.
///
/// ```
/// (a AND b) OR (a AND c)   ->   a AND (b OR c)
/// ```
final class CommonFactors {
  private CommonFactors() {}

  static RelNode pull(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return switch (super.visit(other)) {
              case Filter filter -> pulled(filter);
              case Join join -> pulled(join);
              case RelNode node -> node;
            };
          }
        });
  }

  private static RelNode pulled(Filter filter) {
    var condition = pulled(filter.getCondition(), filter.getCluster().getRexBuilder());
    return condition.equals(filter.getCondition())
        ? filter
        : filter.copy(filter.getTraitSet(), filter.getInput(), condition);
  }

  private static RelNode pulled(Join join) {
    var condition = pulled(join.getCondition(), join.getCluster().getRexBuilder());
    return condition.equals(join.getCondition())
        ? join
        : join.copy(
            join.getTraitSet(),
            condition,
            join.getLeft(),
            join.getRight(),
            join.getJoinType(),
            join.isSemiJoinDone());
  }

  private static RexNode pulled(RexNode condition, RexBuilder builder) {
    var terms = new ArrayList<RexNode>();
    for (var term : RelOptUtil.conjunctions(condition)) {
      terms.add(term.isA(SqlKind.OR) ? withoutFactors(term, builder) : term);
    }
    return RexUtil.composeConjunction(builder, terms);
  }

  private static RexNode withoutFactors(RexNode disjunction, RexBuilder builder) {
    var branches = RelOptUtil.disjunctions(disjunction);
    if (branches.isEmpty()) {
      return builder.makeLiteral(false); // each of them is false
    }
    Set<RexNode> common = new LinkedHashSet<>(RelOptUtil.conjunctions(branches.getFirst()));
    common.removeIf(term -> !SafeConditions.isSafe(term));
    for (var branch : branches) {
      common.retainAll(RelOptUtil.conjunctions(branch));
    }
    if (common.isEmpty()) {
      return disjunction;
    }
    var rests = new ArrayList<RexNode>();
    for (var branch : branches) {
      var rest = new ArrayList<>(RelOptUtil.conjunctions(branch));
      rest.removeAll(common);
      rests.add(RexUtil.composeConjunction(builder, rest));
    }
    var terms = new ArrayList<>(common);
    terms.add(RexUtil.composeDisjunction(builder, rests));
    return RexUtil.composeConjunction(builder, terms);
  }
}
