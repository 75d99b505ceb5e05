package dev.mutirao.planner.optimize;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;

/// Applies rewriting rules until none applies any more.
final class Rules {
  private Rules() {}

  static UnaryOperator<RelNode> of(RelOptRule... rules) {
    return inOrder(HepMatchOrder.ARBITRARY, false, rules);
  }

  /// Like {@link #of}, but keeps equal parts of a tree apart, as those of a table that a query
  /// names twice. What tells the nodes of a tree from each other by what they are needs that.
  static UnaryOperator<RelNode> withoutSharing(RelOptRule... rules) {
    return inOrder(HepMatchOrder.ARBITRARY, true, rules);
  }

  static UnaryOperator<RelNode> bottomUp(RelOptRule... rules) {
    return inOrder(HepMatchOrder.BOTTOM_UP, false, rules);
  }

  private static UnaryOperator<RelNode> inOrder(
      HepMatchOrder order, boolean apart, RelOptRule... rules) {
    var program =
        HepProgram.builder().addMatchOrder(order).addRuleCollection(List.of(rules)).build();
    return tree -> {
      var planner = new HepPlanner(program, null, apart, null, RelOptCostImpl.FACTORY);
      planner.setRoot(tree);
      return planner.findBestExp();
    };
  }
}
