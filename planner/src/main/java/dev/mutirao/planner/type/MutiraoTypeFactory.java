package dev.mutirao.planner.type;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Makes the types that Mutirão has: text and bytes are never padded (CHAR is VARCHAR, text
/// literals too), FLOAT is DOUBLE, and clocks always have microseconds.
public final class MutiraoTypeFactory extends SqlTypeFactoryImpl {
  private static final Set<SqlTypeName> MOMENTS =
      Set.of(
          SqlTypeName.DATE,
          SqlTypeName.TIMESTAMP,
          SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          SqlTypeName.NULL);

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

  /// Of instants and wall clocks, an instant, as in PostgreSQL; Calcite takes the first.
  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    var names = types.stream().map(RelDataType::getSqlTypeName).collect(Collectors.toSet());
    if (names.contains(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) && MOMENTS.containsAll(names)) {
      return createTypeWithNullability(
          createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE),
          types.stream().anyMatch(RelDataType::isNullable));
    }
    return super.leastRestrictive(types, mappingRule);
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
