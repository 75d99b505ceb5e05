package dev.mutirao.planner.relational;

import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.TextLiteral;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;

/// Gives DECIMAL its digits where none are written. A cast keeps those that a number has, since
/// PostgreSQL's NUMERIC does; the standard's default, no digit after the point, would round
/// `1.6::numeric` to 2.
///
/// | cast of | becomes |
/// | --- | --- |
/// | integers and decimals | a decimal of their digits |
/// | a text literal | one of the digits that are written |
/// | anything else, and a column that is declared so | DECIMAL(38, 10) |
final class OpenDecimals {
  private static final Decimal DEFAULT = new Decimal(Decimal.MAX_PRECISION, 10);

  private OpenDecimals() {}

  /// The type itself, or the default of an open one.
  static SqlDataTypeSpec closed(SqlValidator validator, SqlDataTypeSpec type) {
    return isOpen(type) ? spec(validator, DEFAULT, type) : type;
  }

  /// Gives the type of a cast its digits.
  ///
  /// @param from the type of what is cast
  static void close(SqlValidator validator, SqlCall cast, RelDataType from) {
    if (cast.operand(1) instanceof SqlDataTypeSpec type && isOpen(type)) {
      cast.setOperand(1, spec(validator, digits(cast.operand(0), from), type));
    }
  }

  private static boolean isOpen(SqlDataTypeSpec type) {
    return type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic
        && basic.getTypeName().getSimple().equals(SqlTypeName.DECIMAL.name())
        && basic.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED;
  }

  private static Decimal digits(SqlNode value, RelDataType from) {
    if (value instanceof SqlCharStringLiteral text) {
      return (Decimal) TextLiteral.type(text, DEFAULT);
    }
    return SqlTypeUtil.isExactNumeric(from)
        ? new Decimal(from.getPrecision(), SqlTypeUtil.isDecimal(from) ? from.getScale() : 0)
        : DEFAULT;
  }

  private static SqlDataTypeSpec spec(
      SqlValidator validator, Decimal digits, SqlDataTypeSpec written) {
    var type = SqlTypes.toCalcite(validator.getTypeFactory(), digits, true);
    var spec = SqlTypeUtil.convertTypeToSpec(type);
    return new SqlDataTypeSpec(
        Objects.requireNonNull(spec.getTypeNameSpec()), written.getParserPosition());
  }
}
