package dev.mutirao.planner.type;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
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

  /// Of instants and wall clocks, an instant, as in PostgreSQL; Calcite takes the first. Of
  /// decimals, one with all digits after the point, where Calcite rounds to have room for those
  /// before it: what does not fit is an error rather than equal to something else.
  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    var names = types.stream().map(RelDataType::getSqlTypeName).collect(Collectors.toSet());
    if (names.contains(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) && MOMENTS.containsAll(names)) {
      return createTypeWithNullability(
          createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE),
          types.stream().anyMatch(RelDataType::isNullable));
    }
    if (isMixed(types)) {
      return null;
    }
    var common = super.leastRestrictive(types, mappingRule);
    return common != null && common.getSqlTypeName() == SqlTypeName.DECIMAL
        ? withWholeFraction(common, types)
        : common;
  }

  private RelDataType withWholeFraction(RelDataType common, List<RelDataType> types) {
    int scale =
        types.stream()
            .filter(SqlTypeUtil::isExactNumeric)
            .mapToInt(RelDataType::getScale)
            .max()
            .orElse(0);
    return scale <= common.getScale()
        ? common
        : createTypeWithNullability(
            createSqlType(
                SqlTypeName.DECIMAL, getTypeSystem().getMaxPrecision(SqlTypeName.DECIMAL), scale),
            common.isNullable());
  }

  /// Whether there are a date or time and a number, which Calcite takes for days; in rows also an
  /// interval.
  private static boolean isMixed(List<RelDataType> types) {
    if (!types.getFirst().isStruct()) {
      return hasMoment(types) && types.stream().anyMatch(SqlTypeUtil::isNumeric);
    }
    int columns = types.stream().mapToInt(RelDataType::getFieldCount).min().orElse(0);
    return IntStream.range(0, columns)
        .mapToObj(i -> types.stream().map(row -> row.getFieldList().get(i).getType()).toList())
        .anyMatch(column ->
            isMixed(column)
                || hasMoment(column) && column.stream().anyMatch(SqlTypeUtil::isInterval));
  }

  private static boolean hasMoment(List<RelDataType> types) {
    return types.stream().anyMatch(SqlTypeUtil::isDatetime);
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
