package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// Replaces the aggregate by which Calcite marks the groups of a subquery, a constant for every
/// group, by that constant.
///
/// ```
/// Aggregate(x, LITERAL_AGG(true), COUNT(*))       Project(x, true, count)
///   input                                   ->      Aggregate(x, COUNT(*))
///                                                     input
/// ```
final class LiteralAggregates extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited instanceof Aggregate aggregate
            && aggregate.getAggCallList().stream().anyMatch(LiteralAggregates::isConstant)
        ? replaced(aggregate)
        : visited;
  }

  private static boolean isConstant(AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.LITERAL_AGG;
  }

  private static RelNode replaced(Aggregate aggregate) {
    var calls = aggregate.getAggCallList().stream().filter(call -> !isConstant(call)).toList();
    var fewer =
        aggregate.copy(
            aggregate.getTraitSet(),
            aggregate.getInput(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            calls);
    var builder = RelFactories.LOGICAL_BUILDER.create(aggregate.getCluster(), null).push(fewer);
    var columns = new ArrayList<RexNode>(builder.fields().subList(0, aggregate.getGroupCount()));
    int column = aggregate.getGroupCount();
    for (var call : aggregate.getAggCallList()) {
      columns.add(isConstant(call) ? call.rexList.getFirst() : builder.field(column++));
    }
    return builder.project(columns, aggregate.getRowType().getFieldNames(), true).build();
  }
}
