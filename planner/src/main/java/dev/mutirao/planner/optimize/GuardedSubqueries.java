package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Computes what a branch of CASE compares with a subquery only of the rows that come to the
/// branch, unless it cannot fail. The comparison becomes a join, which would compute it of all
/// rows.
///
/// `CASE WHEN x <> 0 THEN 12 / x IN (q) END` becomes `CASE WHEN x <> 0 THEN CASE WHEN x <> 0 THEN
/// 12 / x END IN (q) END`.
///
/// Conditions that have a subquery themselves, or draw a number, do not guard.
final class GuardedSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited.accept(new Branches(visited.getCluster().getRexBuilder()));
  }

  private final class Branches extends RexShuttle {
    private final RexBuilder builder;

    /// What holds of the rows that come here, the outermost CASE first.
    private final List<RexNode> guards = new ArrayList<>();

    Branches(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (call.getKind() != SqlKind.CASE || RexUtil.SubQueryFinder.find(call) == null) {
        return super.visitCall(call);
      }
      int outer = guards.size();
      var operands = new ArrayList<RexNode>();
      for (int i = 0; i + 1 < call.operandCount(); i += 2) {
        var condition = call.getOperands().get(i);
        operands.add(condition.accept(this));
        int before = guards.size();
        guard(builder.makeCall(SqlStdOperatorTable.IS_TRUE, condition));
        operands.add(call.getOperands().get(i + 1).accept(this));
        guards.subList(before, guards.size()).clear();
        guard(builder.makeCall(SqlStdOperatorTable.IS_NOT_TRUE, condition));
      }
      operands.add(call.getOperands().getLast().accept(this));
      guards.subList(outer, guards.size()).clear();
      return call.clone(call.getType(), operands);
    }

    private void guard(RexNode condition) {
      if (RexUtil.SubQueryFinder.find(condition) == null && RexUtil.isDeterministic(condition)) {
        guards.add(condition);
      }
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      var inner = subquery.clone(subquery.rel.accept(GuardedSubqueries.this));
      var operands = inner.getOperands().stream().map(this::guarded).toList();
      if (operands.equals(inner.getOperands())) {
        return inner;
      }
      var types = builder.getTypeFactory();
      var nullable = types.createTypeWithNullability(inner.getType(), true);
      var guarded = inner.clone(nullable, operands);
      return inner.getType().isNullable()
          ? guarded
          : builder.makeAbstractCast(inner.getType(), guarded, false);
    }

    private RexNode guarded(RexNode operand) {
      if (SafeValues.isSafe(operand) || RexUtil.isConstant(operand)) {
        return operand;
      }
      var nullable = builder.getTypeFactory().createTypeWithNullability(operand.getType(), true);
      var value = operand;
      for (var guard : guards.reversed()) {
        value =
            builder.makeCall(
                nullable,
                SqlStdOperatorTable.CASE,
                List.of(guard, value, builder.makeNullLiteral(nullable)));
      }
      return value;
    }
  }
}
