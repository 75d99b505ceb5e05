package dev.mutirao.planner.optimize;

import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.ReduceExpressionsRule;

/// Computes constants, among them what only the time of the statement makes one, such as
/// CURRENT_DATE, and puts rows of them into one list.
final class ConstantRules {
  private static final UnaryOperator<RelNode> RULES =
      Rules.of(
          rule(CoreRules.FILTER_REDUCE_EXPRESSIONS),
          rule(CoreRules.PROJECT_REDUCE_EXPRESSIONS),
          rule(CoreRules.JOIN_REDUCE_EXPRESSIONS));

  private ConstantRules() {}

  static RelNode apply(RelNode tree) {
    return RULES.apply(tree).accept(new ConstantUnions());
  }

  private static RelOptRule rule(ReduceExpressionsRule<?> rule) {
    return ((ReduceExpressionsRule.Config) rule.config)
        .withTreatDynamicCallsAsConstant(true)
        .as(ReduceExpressionsRule.Config.class)
        .toRule();
  }
}
