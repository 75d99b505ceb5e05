package dev.mutirao.planner.relational;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// Makes text of what stands beside a text and `||`, as PostgreSQL does: `'no. ' || 7`.
final class TextOperands {
  private TextOperands() {}

  /// Casts the operand of a `||` that is no text, if the other one is.
  static void cast(SqlValidator validator, SqlValidatorScope scope, SqlCall concatenation) {
    var factory = validator.getTypeFactory();
    var types =
        concatenation.getOperandList().stream()
            .map(operand -> validator.deriveType(scope, operand))
            .toList();
    for (int i = 0; i < 2; i++) {
      var other = types.get(1 - i);
      if (SqlTypeUtil.inCharFamily(other) && isSpelled(types.get(i))) {
        var text = factory.createSqlType(SqlTypeName.VARCHAR);
        var type = factory.createTypeWithNullability(text, types.get(i).isNullable());
        var value = concatenation.operand(i);
        concatenation.setOperand(
            i,
            SqlStdOperatorTable.CAST.createCall(
                value.getParserPosition(), value, SqlTypeUtil.convertTypeToSpec(type)));
      }
    }
  }

  private static boolean isSpelled(RelDataType type) {
    return SqlTypeUtil.isNumeric(type)
        || SqlTypeUtil.isBoolean(type)
        || SqlTypeUtil.isDatetime(type)
        || SqlTypeUtil.isInterval(type);
  }
}
