package dev.mutirao.planner.optimize;

import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMdSelectivity;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Lets Calcite's estimates use what connectors know of columns. Its methods are found by
/// reflection.
public final class SelectivityHandler extends RelMdSelectivity {
  @Override
  public Double getSelectivity(
      TableScan scan, RelMetadataQuery metadata, @Nullable RexNode predicate) {
    return selectivity(scan, predicate);
  }

  @Override
  public @Nullable Double getSelectivity(
      Join join, RelMetadataQuery metadata, @Nullable RexNode predicate) {
    return join.isSemiJoin()
        ? super.getSelectivity(join, metadata, predicate)
        : selectivity(join, predicate);
  }

  @Override
  public Double getSelectivity(
      Aggregate aggregate, RelMetadataQuery metadata, @Nullable RexNode predicate) {
    return selectivity(aggregate, predicate);
  }

  static double selectivity(RelNode node, @Nullable RexNode predicate) {
    if (predicate == null) {
      return 1.0;
    }
    var builder = node.getCluster().getRexBuilder();
    var width = node.getRowType().getFieldCount();
    return new Selectivity(
            builder, column -> column < width ? ColumnFacts.of(node, column) : Optional.empty())
        .of(predicate);
  }
}
