package dev.mutirao.planner.validate;

import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// Which liberties of PostgreSQL's dialect are taken beside the SQL standard. LENIENT is the base,
/// because BABEL's validator fails on windows over aggregates.
public final class Conformance extends SqlDelegatingConformance {
  public static final Conformance INSTANCE = new Conformance();

  private Conformance() {
    super(SqlConformanceEnum.LENIENT);
  }
}
