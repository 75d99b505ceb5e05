package dev.mutirao.planner.optimize;

import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Conditions that cannot fail whatever the row, so that they may be asked of rows that the
/// statement would not ask them of: columns compared with constants and with each other.
final class SafeConditions {
  private SafeConditions() {}

  static boolean isSafe(RexNode condition) {
    return switch (condition.getKind()) {
      case AND, OR, NOT ->
          ((RexCall) condition).getOperands().stream().allMatch(SafeConditions::isSafe);
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_NULL,
          IS_NOT_NULL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          LIKE,
          SEARCH ->
          ((RexCall) condition).getOperands().stream().allMatch(SafeConditions::isValue);
      default -> isValue(condition);
    };
  }

  private static boolean isValue(RexNode operand) {
    return operand instanceof RexInputRef || operand instanceof RexLiteral;
  }
}
