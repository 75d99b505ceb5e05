package dev.mutirao.planner.relational;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

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
    if (operand instanceof RexLiteral literal
        && !literal.isNull()
        && differs(literal.getType(), type)) {
      return makeAbstractCast(pos, type, operand, safe, format);
    }
    return super.makeCast(pos, type, operand, matchNullability, safe, format);
  }

  private static boolean differs(RelDataType from, RelDataType to) {
    return SqlTypeUtil.isBoolean(from) && !SqlTypeUtil.isBoolean(to)
        || SqlTypeUtil.isApproximateNumeric(from) && from.getSqlTypeName() != to.getSqlTypeName()
        || SqlTypeUtil.isInterval(from) != SqlTypeUtil.isInterval(to) && isTime(from, to);
  }

  private static boolean isTime(RelDataType from, RelDataType to) {
    return from.getSqlTypeName() == SqlTypeName.TIME || to.getSqlTypeName() == SqlTypeName.TIME;
  }
}
