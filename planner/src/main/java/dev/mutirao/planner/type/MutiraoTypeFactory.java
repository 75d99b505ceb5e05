package dev.mutirao.planner.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/// Makes the types that Mutirão has: text and bytes are never padded (CHAR is VARCHAR, text
/// literals too), FLOAT is DOUBLE, and clocks always have microseconds.
public final class MutiraoTypeFactory extends SqlTypeFactoryImpl {
  public MutiraoTypeFactory() {
    super(MutiraoTypeSystem.INSTANCE);
  }

  @Override
  public RelDataType createSqlType(SqlTypeName name) {
    return super.createSqlType(ours(name));
  }

  @Override
  public RelDataType createSqlType(SqlTypeName name, int precision) {
    return switch (name) {
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          super.createSqlType(name, getTypeSystem().getMaxPrecision(name));
      default -> super.createSqlType(ours(name), precision);
    };
  }

  private static SqlTypeName ours(SqlTypeName name) {
    return switch (name) {
      case CHAR -> SqlTypeName.VARCHAR;
      case BINARY -> SqlTypeName.VARBINARY;
      case FLOAT -> SqlTypeName.DOUBLE;
      default -> name;
    };
  }
}
