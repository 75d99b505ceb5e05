package dev.mutirao.planner.fragment;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;

/// Makes Calcite's `CASE WHEN COUNT(x) OVER w > 0 THEN SUM(x) OVER w END` what it was before:
/// `SUM(x) OVER w`, which is NULL by itself when there is nothing to add.
final class NullableSums extends RexShuttle {
  private final RexBuilder builder;

  NullableSums(RexBuilder builder) {
    this.builder = builder;
  }

  @Override
  public RexNode visitCall(RexCall call) {
    if (call.getKind() == SqlKind.CASE
        && call.getOperands().size() == 3
        && call.getOperands().get(0) instanceof RexCall condition
        && condition.getKind() == SqlKind.GREATER_THAN
        && condition.getOperands().getFirst() instanceof RexOver count
        && uncast(call.getOperands().get(1)) instanceof RexOver sum
        && sum.getAggOperator().getKind() == SqlKind.SUM
        && count.getAggOperator().getKind() == SqlKind.COUNT
        && count.getOperands().equals(sum.getOperands())
        && count.getWindow().equals(sum.getWindow())) {
      return builder.ensureType(call.getType(), sum, true);
    }
    return super.visitCall(call);
  }

  private static RexNode uncast(RexNode node) {
    return node instanceof RexCall call && call.getKind() == SqlKind.CAST
        ? call.getOperands().getFirst()
        : node;
  }
}
