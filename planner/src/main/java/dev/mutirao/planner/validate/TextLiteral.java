package dev.mutirao.planner.validate;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// A literal such as `'2024-02-28'` that becomes what is wanted in its place.
public final class TextLiteral {
  private TextLiteral() {}

  public static String text(SqlCharStringLiteral literal) {
    return Objects.requireNonNull(literal.getValueAs(String.class), "a text literal has a text");
  }

  /// The type that the literal takes: the wanted one, but a decimal has the digits that are
  /// written.
  public static Type type(SqlCharStringLiteral literal, Type wanted) {
    if (!(wanted instanceof Decimal)) {
      return wanted;
    }
    try {
      var number = new BigDecimal(text(literal).strip());
      int scale = Math.max(0, number.scale());
      long precision = Math.max((long) number.precision() - number.scale() + scale, scale);
      return precision <= Decimal.MAX_PRECISION
          ? new Decimal((int) Math.max(1, precision), scale)
          : wanted;
    } catch (NumberFormatException e) {
      return wanted; // to which the cast fails, and says so
    }
  }

  /// The literal cast to a type, and known to the validator.
  public static SqlNode cast(
      SqlValidator validator,
      SqlValidatorScope scope,
      SqlCharStringLiteral literal,
      RelDataType type) {
    var cast = cast(literal, type);
    Objects.requireNonNull(validator.deriveType(scope, cast));
    return cast;
  }

  /// The literal, or another one, cast to a type.
  public static SqlNode cast(SqlNode literal, RelDataType type) {
    return SqlStdOperatorTable.CAST.createCall(
        literal.getParserPosition(), literal, SqlTypeUtil.convertTypeToSpec(type));
  }
}
