package dev.mutirao.planner.validate;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlRankFunction;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/// Window functions that PostgreSQL takes with any window: Calcite's want an ORDER BY and no frame.
/// They look at neither.
final class WindowOperators {
  /// By their names in capitals.
  static final Map<String, SqlOperator> BY_NAME =
      List.<SqlOperator>of(
              new Rank(SqlKind.ROW_NUMBER, ReturnTypes.RANK),
              new Rank(SqlKind.RANK, ReturnTypes.RANK),
              new Rank(SqlKind.DENSE_RANK, ReturnTypes.RANK),
              new Rank(SqlKind.PERCENT_RANK, ReturnTypes.FRACTIONAL_RANK),
              new Rank(SqlKind.CUME_DIST, ReturnTypes.FRACTIONAL_RANK),
              new Shift(SqlKind.LAG),
              new Shift(SqlKind.LEAD))
          .stream()
          .collect(Collectors.toUnmodifiableMap(SqlOperator::getName, Function.identity()));

  private WindowOperators() {}

  private static final class Rank extends SqlRankFunction {
    Rank(SqlKind kind, SqlReturnTypeInference type) {
      super(kind, type, false);
    }

    @Override
    public boolean allowsFraming() {
      return true;
    }
  }

  private static final class Shift extends SqlLeadLagAggFunction {
    Shift(SqlKind kind) {
      super(kind);
    }

    @Override
    public boolean allowsFraming() {
      return true;
    }
  }
}
