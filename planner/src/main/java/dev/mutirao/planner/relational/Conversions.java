package dev.mutirao.planner.relational;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;

/// Between which types CAST can be written.
final class Conversions {
  /// Calcite's list, with those between BOOLEAN and integers and between TIME and intervals of days
  /// and seconds; BOOLEAN is made of no other number, as in PostgreSQL.
  static final SqlTypeMappingRule RULE = SqlTypeCoercionRule.instance(sources());

  private Conversions() {}

  /// The types from which each type can be cast.
  private static Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources() {
    var sources = new HashMap<>(SqlTypeCoercionRule.instance().getTypeMapping());
    var toBoolean = new HashSet<>(sources.getOrDefault(SqlTypeName.BOOLEAN, ImmutableSet.of()));
    toBoolean.removeAll(SqlTypeName.NUMERIC_TYPES);
    sources.put(SqlTypeName.BOOLEAN, ImmutableSet.copyOf(toBoolean));
    for (var integer : SqlTypeName.INT_TYPES) {
      add(sources, integer, SqlTypeName.BOOLEAN);
      add(sources, SqlTypeName.BOOLEAN, integer);
    }
    for (var interval : SqlTypeName.DAY_INTERVAL_TYPES) {
      add(sources, interval, SqlTypeName.TIME);
      add(sources, SqlTypeName.TIME, interval);
    }
    return sources;
  }

  private static void add(
      Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources, SqlTypeName to, SqlTypeName from) {
    var known = sources.getOrDefault(to, ImmutableSet.of());
    sources.put(to, ImmutableSet.<SqlTypeName>builder().addAll(known).add(from).build());
  }
}
