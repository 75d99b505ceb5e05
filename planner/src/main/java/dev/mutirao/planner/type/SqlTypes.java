package dev.mutirao.planner.type;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Translates types between Calcite and the plan language.
public final class SqlTypes {
  private SqlTypes() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED for types that the engine
  ///   does not have
  public static Type toType(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Type.Simple.BOOLEAN;
      case TINYINT -> Type.Simple.TINYINT;
      case SMALLINT, UTINYINT -> Type.Simple.SMALLINT;
      case INTEGER, USMALLINT -> Type.Simple.INTEGER;
      case BIGINT, UINTEGER -> Type.Simple.BIGINT;
      case UBIGINT -> new Type.Decimal(20, 0);
      case REAL -> Type.Simple.REAL;
      case FLOAT, DOUBLE -> Type.Simple.DOUBLE;
      case DECIMAL ->
          new Type.Decimal(Math.max(type.getPrecision(), type.getScale()), type.getScale());
      case CHAR, VARCHAR -> Type.Simple.VARCHAR;
      case BINARY, VARBINARY -> Type.Simple.VARBINARY;
      case DATE -> Type.Simple.DATE;
      case TIME -> Type.Simple.TIME;
      case TIMESTAMP -> Type.Simple.TIMESTAMP;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Type.Simple.INSTANT;
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> Type.Simple.INTERVAL_MONTHS;
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          Type.Simple.INTERVAL_MICROS;
      case NULL -> Type.Simple.NULL;
      default -> throw QueryErrors.notSupported("the type " + type.getSqlTypeName().getName());
    };
  }

  public static Field toField(String name, RelDataType type) {
    return new Field(name, toType(type), type.isNullable());
  }

  public static Schema toSchema(RelDataType row) {
    return new Schema(
        row.getFieldList().stream()
            .map(field -> toField(field.getName(), field.getType()))
            .toList());
  }

  public static RelDataType toCalcite(RelDataTypeFactory factory, Type type, boolean nullable) {
    var plain =
        switch (type) {
          case Type.Decimal(int precision, int scale) ->
              factory.createSqlType(SqlTypeName.DECIMAL, precision, scale);
          case Type.Simple simple -> simple(factory, simple);
        };
    return factory.createTypeWithNullability(plain, nullable);
  }

  public static RelDataType toCalcite(RelDataTypeFactory factory, Schema schema) {
    var row = factory.builder();
    for (var field : schema.fields()) {
      row.add(field.name(), toCalcite(factory, field.type(), field.nullable()));
    }
    return row.build();
  }

  private static RelDataType simple(RelDataTypeFactory factory, Type.Simple type) {
    return switch (type) {
      case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
      case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
      case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
      case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
      case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
      case REAL -> factory.createSqlType(SqlTypeName.REAL);
      case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
      case VARCHAR -> factory.createSqlType(SqlTypeName.VARCHAR);
      case VARBINARY -> factory.createSqlType(SqlTypeName.VARBINARY);
      case DATE -> factory.createSqlType(SqlTypeName.DATE);
      case TIME -> factory.createSqlType(SqlTypeName.TIME);
      case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP);
      case INSTANT -> factory.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
      case INTERVAL_MONTHS ->
          factory.createSqlIntervalType(
              new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO));
      case INTERVAL_MICROS ->
          factory.createSqlIntervalType(
              new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
      case NULL -> factory.createSqlType(SqlTypeName.NULL);
    };
  }
}
