package dev.mutirao.planner.table;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.StatementNode;
import java.math.BigDecimal;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/// Reads arguments that must be known while a statement is planned.
final class ConstantArguments {
  private ConstantArguments() {}

  static String text(SqlNode argument) {
    return switch (argument) {
      case SqlLiteral literal -> StatementNode.text(literal);
      case SqlCall call when call.getKind() == SqlKind.CAST -> text(call.operand(0));
      case SqlIdentifier word when word.isSimple() -> word.getSimple();
      default -> throw notConstant("a literal", argument);
    };
  }

  /// Digits of a whole number, which may be computed from literals with `+`, `-` and `*`.
  static String integer(SqlNode argument) {
    try {
      return Long.toString(number(argument).longValueExact());
    } catch (ArithmeticException e) {
      throw notConstant("a whole number of 64 bits", argument);
    }
  }

  private static BigDecimal number(SqlNode argument) {
    if (argument instanceof SqlNumericLiteral literal) {
      return literal.bigDecimalValue();
    }
    if (!(argument instanceof SqlCall call)) {
      throw notConstant("a whole number", argument);
    }
    return switch (call.getKind()) {
      case CAST -> number(call.operand(0));
      case MINUS_PREFIX -> number(call.operand(0)).negate();
      case PLUS_PREFIX -> number(call.operand(0));
      case PLUS -> number(call.operand(0)).add(number(call.operand(1)));
      case MINUS -> number(call.operand(0)).subtract(number(call.operand(1)));
      case TIMES -> number(call.operand(0)).multiply(number(call.operand(1)));
      default -> throw notConstant("a whole number", argument);
    };
  }

  private static RuntimeException notConstant(String expected, SqlNode got) {
    var position = got.getParserPosition();
    return PlacedErrors.at(
        position, ErrorCode.INVALID_ARGUMENT, "expected " + expected + ", got " + got);
  }
}
