package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.type.Type;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Expressions that never fail, so that they may be computed of rows for which nobody asked: sums,
/// differences and products of decimals that are narrow enough, and of floating-point numbers, and
/// {@link SafeConditions}.
final class SafeValues {
  private SafeValues() {}

  static boolean isSafe(RexNode value) {
    return switch (value.getKind()) {
      case INPUT_REF, LITERAL -> true;
      case PLUS, MINUS, TIMES -> {
        var operands = ((RexCall) value).getOperands();
        yield operands.stream().allMatch(SafeValues::isSafe) && fits(value.getType(), operands);
      }
      case CAST -> {
        var operand = ((RexCall) value).getOperands().getFirst();
        yield isSafe(operand) && widens(operand.getType(), value.getType());
      }
      case IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          isSafe(((RexCall) value).getOperands().getFirst());
      default -> SafeConditions.isSafe(value);
    };
  }

  /// A decimal of less than the greatest precision has room for every result.
  private static boolean fits(RelDataType result, List<RexNode> operands) {
    if (result.getSqlTypeName() == SqlTypeName.DOUBLE) {
      return operands.stream().allMatch(operand -> SqlTypeUtil.isNumeric(operand.getType()));
    }
    return result.getSqlTypeName() == SqlTypeName.DECIMAL
        && result.getPrecision() < Type.Decimal.MAX_PRECISION
        && operands.stream().allMatch(operand -> SqlTypeUtil.isExactNumeric(operand.getType()));
  }

  private static boolean widens(RelDataType from, RelDataType to) {
    if (to.getSqlTypeName() == SqlTypeName.DOUBLE) {
      return SqlTypeUtil.isNumeric(from);
    }
    return SqlTypeUtil.isExactNumeric(from)
        && SqlTypeUtil.isExactNumeric(to)
        && to.getScale() >= Math.max(0, from.getScale())
        && wholeDigits(to) >= wholeDigits(from);
  }

  private static int wholeDigits(RelDataType type) {
    return type.getPrecision() - Math.max(0, type.getScale());
  }
}
