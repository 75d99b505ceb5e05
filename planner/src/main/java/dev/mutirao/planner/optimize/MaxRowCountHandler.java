package dev.mutirao.planner.optimize;

import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMdMaxRowCount;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/// How many rows there are at most, where Calcite counts too few: a full join of two single rows
/// that do not match has two, and a group of no keys among others is there even for no rows. Its
/// methods are found by reflection.
public final class MaxRowCountHandler extends RelMdMaxRowCount {
  @Override
  public @Nullable Double getMaxRowCount(Join join, RelMetadataQuery metadata) {
    if (join.getJoinType() != JoinRelType.FULL) {
      return super.getMaxRowCount(join, metadata);
    }
    var left = metadata.getMaxRowCount(join.getLeft());
    var right = metadata.getMaxRowCount(join.getRight());
    return left == null || right == null ? null : Math.max(left * right, left + right);
  }

  @Override
  public @Nullable Double getMaxRowCount(Aggregate aggregate, RelMetadataQuery metadata) {
    var rows = super.getMaxRowCount(aggregate, metadata);
    return rows != null && rows < 1 && aggregate.hasEmptyGroup() ? Double.valueOf(1) : rows;
  }
}
