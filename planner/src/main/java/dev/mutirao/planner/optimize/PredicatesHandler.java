package dev.mutirao.planner.optimize;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/// What holds for the rows of an aggregation. With a group of no keys among others there is a row
/// even for no rows, of which anything holds; Calcite sees that only where the group is the only
/// one. Its methods are found by reflection.
public final class PredicatesHandler extends RelMdPredicates {
  @Override
  public RelOptPredicateList getPredicates(Aggregate aggregate, RelMetadataQuery metadata) {
    return aggregate.hasEmptyGroup()
        ? RelOptPredicateList.EMPTY
        : super.getPredicates(aggregate, metadata);
  }
}
