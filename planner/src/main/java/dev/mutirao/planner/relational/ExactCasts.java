package dev.mutirao.planner.relational;

import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Builds expressions as Calcite does, but leaves the casts of constants to the executor where
/// Calcite would compute them by other rules than ours: it spells booleans in capitals, cuts the
/// fraction of a DOUBLE, and gives a constant where TRY_CAST may give NULL.
final class ExactCasts extends RexBuilder {
  ExactCasts(RelDataTypeFactory typeFactory) {
    super(typeFactory);
  }

  @Override
  public RexNode makeCast(
      SqlParserPos pos,
      RelDataType type,
      RexNode operand,
      boolean matchNullability,
      boolean safe,
      RexLiteral format) {
    if (operand instanceof RexLiteral literal && !literal.isNull() && differs(literal, type)) {
      return isTooLargeForReal(literal, type) && (safe || type.isNullable())
          ? makeNullLiteral(type)
          : makeAbstractCast(pos, type, operand, safe, format);
    }
    return super.makeCast(pos, type, operand, matchNullability, safe, format);
  }

  /// A REAL has the digits of a float, not those of the DOUBLE that it was made of.
  @Override
  @SuppressWarnings("rawtypes") // as Calcite declares it
  protected RexLiteral makeLiteral(
      @Nullable Comparable value, RelDataType type, SqlTypeName typeName) {
    boolean isReal = type.getSqlTypeName() == SqlTypeName.REAL;
    return super.makeLiteral(
        isReal && value instanceof Double number
            ? (Comparable) (double) number.floatValue()
            : value,
        type,
        typeName);
  }

  private static boolean differs(RexLiteral literal, RelDataType to) {
    var from = literal.getType();
    return SqlTypeUtil.isBoolean(from) && !SqlTypeUtil.isBoolean(to)
        || SqlTypeUtil.isApproximateNumeric(from) && !SqlTypeUtil.isApproximateNumeric(to)
        || isTooLargeForReal(literal, to)
        || SqlTypeUtil.isInterval(from) != SqlTypeUtil.isInterval(to) && isTime(from, to);
  }

  /// Calcite forgets that such a cast may give NULL when it simplifies it, but keeps its type: CAST
  /// of a constant can never be NULL.
  private static boolean isTooLargeForReal(RexLiteral literal, RelDataType to) {
    if (to.getSqlTypeName() != SqlTypeName.REAL
        || literal.getType().getSqlTypeName() != SqlTypeName.DOUBLE) {
      return false;
    }
    double value = Objects.requireNonNull(literal.getValueAs(Double.class));
    return Double.isFinite(value) && Float.isInfinite((float) value);
  }

  private static boolean isTime(RelDataType from, RelDataType to) {
    return from.getSqlTypeName() == SqlTypeName.TIME || to.getSqlTypeName() == SqlTypeName.TIME;
  }
}
