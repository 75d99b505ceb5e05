package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// Moves a condition below a set operation. A column that can be NULL in one branch need not be so
/// in another one: there, what is computed of it cannot be NULL either, and Calcite, which relies
/// on that, moves the condition and leaves its calls as they are.
final class FilterBelowSetOperation extends FilterSetOpTransposeRule {
  FilterBelowSetOperation() {
    super(Config.DEFAULT);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    SetOp operation = call.rel(1);
    var branches = new ArrayList<RelNode>();
    for (var branch : operation.getInputs()) {
      var condition = filter.getCondition().accept(new BranchTypes(branch));
      branches.add(call.builder().push(branch).filter(filter.getVariablesSet(), condition).build());
    }
    call.transformTo(operation.copy(operation.getTraitSet(), branches));
  }

  /// Gives columns the types that they have in a branch, and takes from calls that are NULL only of
  /// NULL that they can be it.
  private static final class BranchTypes extends RexShuttle {
    private final RelNode branch;
    private final RexBuilder builder;

    BranchTypes(RelNode branch) {
      this.branch = branch;
      this.builder = branch.getCluster().getRexBuilder();
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      return builder.makeInputRef(branch, column.getIndex());
    }

    @Override
    public RexNode visitCall(RexCall call) {
      var visited = super.visitCall(call);
      if (!(visited instanceof RexCall moved) || Strong.policy(moved) != Strong.Policy.ANY) {
        return visited;
      }
      var nullable = canBeNull(moved.getOperands());
      var type = builder.getTypeFactory().createTypeWithNullability(moved.getType(), nullable);
      return moved.clone(type, moved.getOperands());
    }

    private static boolean canBeNull(List<RexNode> operands) {
      return operands.stream().anyMatch(operand -> operand.getType().isNullable());
    }
  }
}
