package dev.mutirao.planner.type;

import static dev.mutirao.connectors.type.Type.Decimal.MAX_PRECISION;

import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Limits of the types, and the types of results that follow from the types of operands.
public final class MutiraoTypeSystem extends RelDataTypeSystemImpl {
  public static final MutiraoTypeSystem INSTANCE = new MutiraoTypeSystem();

  /// Digits after the point that a quotient or a mean of decimals has beyond its operands'.
  private static final int EXTRA_SCALE = 6;

  private static final int MICROSECONDS = 6;

  private MutiraoTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> MAX_PRECISION;
      case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MICROSECONDS;
      default -> super.getMaxPrecision(typeName);
    };
  }

  @Override
  public int getDefaultPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MICROSECONDS;
      default -> super.getDefaultPrecision(typeName);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName typeName) {
    return typeName == SqlTypeName.DECIMAL ? MAX_PRECISION : super.getMaxScale(typeName);
  }

  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          like(factory, factory.createSqlType(SqlTypeName.BIGINT), argument);
      case DECIMAL -> like(factory, decimal(factory, MAX_PRECISION, argument.getScale()), argument);
      default -> argument;
    };
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE ->
          like(factory, factory.createSqlType(SqlTypeName.DOUBLE), argument);
      case DECIMAL ->
          like(
              factory,
              decimal(factory, MAX_PRECISION, argument.getScale() + EXTRA_SCALE),
              argument);
      default -> argument;
    };
  }

  @Override
  public @Nullable RelDataType deriveDecimalPlusType(
      RelDataTypeFactory factory, RelDataType left, RelDataType right) {
    if (!decimals(left, right)) {
      return null;
    }
    var scale = Math.max(scale(left), scale(right));
    var digits = Math.max(digits(left) - scale(left), digits(right) - scale(right)) + scale + 1;
    return decimal(factory, digits, scale);
  }

  @Override
  public @Nullable RelDataType deriveDecimalMultiplyType(
      RelDataTypeFactory factory, RelDataType left, RelDataType right) {
    return decimals(left, right)
        ? decimal(factory, digits(left) + digits(right), scale(left) + scale(right))
        : null;
  }

  @Override
  public @Nullable RelDataType deriveDecimalDivideType(
      RelDataTypeFactory factory, RelDataType left, RelDataType right) {
    return decimals(left, right)
        ? decimal(factory, MAX_PRECISION, Math.max(scale(left), scale(right)) + EXTRA_SCALE)
        : null;
  }

  @Override
  public @Nullable RelDataType deriveDecimalModType(
      RelDataTypeFactory factory, RelDataType left, RelDataType right) {
    if (!decimals(left, right)) {
      return null;
    }
    var scale = Math.max(scale(left), scale(right));
    var digits = Math.min(digits(left) - scale(left), digits(right) - scale(right)) + scale;
    return decimal(factory, Math.max(1, digits), scale);
  }

  /// Whether both are exact and one is a DECIMAL, so that the result is one.
  private static boolean decimals(RelDataType left, RelDataType right) {
    return SqlTypeUtil.isExactNumeric(left)
        && SqlTypeUtil.isExactNumeric(right)
        && (SqlTypeUtil.isDecimal(left) || SqlTypeUtil.isDecimal(right));
  }

  private static int digits(RelDataType type) {
    return type.getPrecision();
  }

  private static int scale(RelDataType type) {
    return SqlTypeUtil.isDecimal(type) ? type.getScale() : 0;
  }

  private static RelDataType decimal(RelDataTypeFactory factory, int digits, int scale) {
    return factory.createSqlType(
        SqlTypeName.DECIMAL, Math.min(digits, MAX_PRECISION), Math.min(scale, MAX_PRECISION));
  }

  private static RelDataType like(
      RelDataTypeFactory factory, RelDataType type, RelDataType argument) {
    return factory.createTypeWithNullability(type, argument.isNullable());
  }
}
