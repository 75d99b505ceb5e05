package dev.mutirao.planner.optimize;

import java.util.LinkedHashSet;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// What holds for the rows of a node, where Calcite says too much or fails. Its methods are found
/// by reflection.
public final class PredicatesHandler extends RelMdPredicates {
  /// With a group of no keys among others there is a row even for no rows, of which anything holds;
  /// Calcite sees that only where the group is the only one.
  @Override
  public RelOptPredicateList getPredicates(Aggregate aggregate, RelMetadataQuery metadata) {
    return aggregate.hasEmptyGroup()
        ? RelOptPredicateList.EMPTY
        : super.getPredicates(aggregate, metadata);
  }

  /// Nothing is learnt from a comparison with NULL, which Calcite refuses to derive others from.
  @Override
  public RelOptPredicateList getPredicates(Join join, RelMetadataQuery metadata) {
    var conditions = RelOptUtil.conjunctions(join.getCondition());
    if (conditions.stream().noneMatch(PredicatesHandler::comparesWithNull)) {
      return super.getPredicates(join, metadata);
    }
    var known = conditions.stream().filter(condition -> !comparesWithNull(condition)).toList();
    var weaker =
        join.copy(
            join.getTraitSet(),
            RexUtil.composeConjunction(join.getCluster().getRexBuilder(), known),
            join.getLeft(),
            join.getRight(),
            join.getJoinType(),
            join.isSemiJoinDone());
    return super.getPredicates(weaker, metadata);
  }

  private static boolean comparesWithNull(RexNode condition) {
    return condition instanceof RexCall call
        && SqlKind.COMPARISON.contains(call.getKind())
        && call.getOperands().stream()
            .anyMatch(side -> side instanceof RexLiteral literal && literal.isNull());
  }

  /// What holds for one input holds for the rows of all of them. Calcite keeps only the strictest
  /// of its conditions and runs some of them to find out, which subqueries do not survive.
  @Override
  public RelOptPredicateList getPredicates(Intersect intersect, RelMetadataQuery metadata) {
    var all = new LinkedHashSet<RexNode>();
    for (var input : intersect.getInputs()) {
      all.addAll(metadata.getPulledUpPredicates(input).pulledUpPredicates);
    }
    return RelOptPredicateList.of(intersect.getCluster().getRexBuilder(), all);
  }
}
