package dev.mutirao.planner.optimize;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelMdRowCount;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/// Estimates the rows of semi-joins and of groups from what connectors know of columns. Its methods
/// are found by reflection.
public final class RowCountHandler extends RelMdRowCount {
  private static final double UNKNOWN_GROUPS = 0.1;

  @Override
  public @Nullable Double getRowCount(Join join, RelMetadataQuery metadata) {
    var left = metadata.getRowCount(join.getLeft());
    return switch (join.getJoinType()) {
      case SEMI, ANTI -> left == null ? null : Math.max(1, left * MatchedPart.of(join, metadata));
      default -> super.getRowCount(join, metadata);
    };
  }

  @Override
  public @Nullable Double getRowCount(Aggregate aggregate, RelMetadataQuery metadata) {
    var rows = metadata.getRowCount(aggregate.getInput());
    if (rows == null || aggregate.getGroupSet().isEmpty()) {
      return super.getRowCount(aggregate, metadata);
    }
    return groups(aggregate.getInput(), aggregate.getGroupSet().asList(), rows)
        * aggregate.getGroupSets().size();
  }

  /// How many of the possible combinations of the keys' values so many rows are likely to have.
  static double groups(RelNode input, List<Integer> keys, double rows) {
    var possible = 1.0;
    for (var key : keys) {
      var facts = ColumnFacts.of(input, key);
      possible *=
          facts
              .map(ColumnFacts::distinctOrRows)
              .or(() -> Optional.of(Math.max(1, rows * UNKNOWN_GROUPS)))
              .get();
    }
    return Math.max(1, possible * -Math.expm1(-rows / possible));
  }
}
