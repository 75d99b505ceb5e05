package dev.mutirao.planner.optimize;

import java.util.LinkedHashSet;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
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

  @Override
  public RelOptPredicateList getPredicates(Join join, RelMetadataQuery metadata) {
    var learnt = learnt(join.getCondition(), join.getCluster().getRexBuilder());
    if (learnt.equals(join.getCondition())) {
      return withoutNullsOfNone(join, super.getPredicates(join, metadata));
    }
    var weaker =
        join.copy(
            join.getTraitSet(),
            learnt,
            join.getLeft(),
            join.getRight(),
            join.getJoinType(),
            join.isSemiJoinDone());
    return withoutNullsOfNone(join, super.getPredicates(weaker, metadata));
  }

  /// Without that a column is NULL which has none: Calcite learns that from one that it equals and
  /// that is NULL, of which there are no rows, and would put NULL in its place.
  private static RelOptPredicateList withoutNullsOfNone(Join join, RelOptPredicateList known) {
    var fields = join.getRowType().getFieldList();
    var sound =
        known.pulledUpPredicates.stream()
            .filter(term ->
                !(term instanceof RexCall call
                    && call.isA(SqlKind.IS_NULL)
                    && call.getOperands().getFirst() instanceof RexInputRef column
                    && !fields.get(column.getIndex()).getType().isNullable()))
            .toList();
    return sound.size() == known.pulledUpPredicates.size()
        ? known
        : RelOptPredicateList.of(
            join.getCluster().getRexBuilder(),
            sound,
            known.leftInferredPredicates,
            known.rightInferredPredicates);
  }

  /// What is computed from constants and can be NULL tells nothing of a column that it is joined
  /// with and that has none.
  @Override
  public RelOptPredicateList getPredicates(Project project, RelMetadataQuery metadata) {
    var known = super.getPredicates(project, metadata);
    var sound = known.pulledUpPredicates.stream().filter(term -> !comparesWithNull(term)).toList();
    return sound.size() == known.pulledUpPredicates.size()
        ? known
        : RelOptPredicateList.of(project.getCluster().getRexBuilder(), sound);
  }

  @Override
  public RelOptPredicateList getPredicates(Filter filter, RelMetadataQuery metadata) {
    var learnt = learnt(filter.getCondition(), filter.getCluster().getRexBuilder());
    return learnt.equals(filter.getCondition())
        ? super.getPredicates(filter, metadata)
        : super.getPredicates(
            filter.copy(filter.getTraitSet(), filter.getInput(), learnt), metadata);
  }

  /// A condition without comparisons with NULL: Calcite refuses to derive others from them, and
  /// would put NULL in the place of a column that has none.
  private static RexNode learnt(RexNode condition, RexBuilder builder) {
    var terms = RelOptUtil.conjunctions(condition);
    var learnt = terms.stream().filter(term -> !comparesWithNull(term)).toList();
    return learnt.size() == terms.size() ? condition : RexUtil.composeConjunction(builder, learnt);
  }

  private static boolean comparesWithNull(RexNode condition) {
    return condition instanceof RexCall call
        && (SqlKind.COMPARISON.contains(call.getKind())
            || call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM)
        && call.getOperands().stream().anyMatch(PredicatesHandler::canBeNullAlways);
  }

  private static boolean canBeNullAlways(RexNode side) {
    return side instanceof RexLiteral literal
        ? literal.isNull()
        : side.getType().isNullable() && RexUtil.isConstant(side);
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
