package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;

/// Refuses aggregates with an order inside, such as `string_agg(s, ',' ORDER BY k)`, in subqueries
/// that refer to the query around them: Calcite's decorrelation moves the columns that they order
/// by, and leaves the order as it was.
final class OrderedSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    if (other instanceof Correlate correlate) {
      check(correlate.getRight());
    }
    return super.visit(other);
  }

  private static void check(RelNode tree) {
    if (tree instanceof Aggregate aggregate
        && aggregate.getAggCallList().stream()
            .anyMatch(call -> !call.getCollation().getFieldCollations().isEmpty())) {
      throw QueryErrors.notSupported(
          "an aggregate with ORDER BY inside, in a subquery that refers to the query around it,");
    }
    tree.getInputs().forEach(OrderedSubqueries::check);
  }
}
