package dev.mutirao.planner.validate;

import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlAbstractTimeFunction;
import org.apache.calcite.sql.type.SqlTypeName;

/// PostgreSQL's `now()`: CURRENT_TIMESTAMP as a function with parentheses.
final class Now extends SqlAbstractTimeFunction {
  Now() {
    super("NOW", SqlTypeName.TIMESTAMP);
  }

  @Override
  public SqlSyntax getSyntax() {
    return SqlSyntax.FUNCTION;
  }
}
