package dev.mutirao.planner.optimize;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;

/// Applies rewriting rules until none applies any more.
final class Rules {
  private Rules() {}

  static UnaryOperator<RelNode> of(RelOptRule... rules) {
    return inOrder(HepMatchOrder.ARBITRARY, rules);
  }

  static UnaryOperator<RelNode> bottomUp(RelOptRule... rules) {
    return inOrder(HepMatchOrder.BOTTOM_UP, rules);
  }

  private static UnaryOperator<RelNode> inOrder(HepMatchOrder order, RelOptRule... rules) {
    var program =
        HepProgram.builder().addMatchOrder(order).addRuleCollection(List.of(rules)).build();
    return tree -> {
      var planner = new HepPlanner(program);
      planner.setRoot(tree);
      return planner.findBestExp();
    };
  }
}
