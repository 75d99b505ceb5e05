package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexNode;

/// Turns the inner join with a subquery that gives one row in any case, as in `FROM t, LATERAL
/// (SELECT max(u.y) FROM u WHERE u.x = t.x)`, into an outer one, which means the same.
/// Decorrelation groups the rows of `u`, and would else lose the rows of `t` for which there are
/// none.
final class LateralAggregates extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited instanceof Correlate correlate
            && correlate.getJoinType() == JoinRelType.INNER
            && SingleRows.areGivenBy(correlate.getRight())
        ? outer(correlate)
        : visited;
  }

  /// With columns of the same types as before, though an outer join could give NULL.
  private static RelNode outer(Correlate inner) {
    var outer =
        inner.copy(
            inner.getTraitSet(),
            inner.getLeft(),
            inner.getRight(),
            inner.getCorrelationId(),
            inner.getRequiredColumns(),
            JoinRelType.LEFT);
    var builder = RelFactories.LOGICAL_BUILDER.create(inner.getCluster(), null).push(outer);
    var columns = new ArrayList<RexNode>();
    for (var field : inner.getRowType().getFieldList()) {
      var column = builder.field(field.getIndex());
      columns.add(
          column.getType().equals(field.getType())
              ? column
              : builder.getRexBuilder().makeAbstractCast(field.getType(), column, false));
    }
    return builder.project(columns, inner.getRowType().getFieldNames()).build();
  }
}
