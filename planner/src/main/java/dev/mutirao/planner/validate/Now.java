package dev.mutirao.planner.validate;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlAbstractTimeFunction;
import org.apache.calcite.sql.type.SqlTypeName;

/// The instant of the statement, as PostgreSQL spells it: `CURRENT_TIMESTAMP`, and `now()` as a
/// function with parentheses. The wall clocks (LOCALTIMESTAMP, CURRENT_DATE) are Calcite's.
final class Now extends SqlAbstractTimeFunction {
  private static final Map<String, SqlOperator> BY_NAME =
      Map.of(
          "now", new Now("NOW", SqlSyntax.FUNCTION),
          "current_timestamp", new Now("CURRENT_TIMESTAMP", SqlSyntax.FUNCTION_ID));

  private final SqlSyntax syntax;

  private Now(String name, SqlSyntax syntax) {
    super(name, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
    this.syntax = syntax;
  }

  /// The operator of a name in any case, when it is one of these.
  static Optional<SqlOperator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public SqlSyntax getSyntax() {
    return syntax;
  }
}
