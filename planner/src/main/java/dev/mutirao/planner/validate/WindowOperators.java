package dev.mutirao.planner.validate;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlRankFunction;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;
import org.apache.calcite.sql.fun.SqlNthValueAggFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/// Window functions other than Calcite's own: PostgreSQL takes ranks and shifts with any window,
/// and they look at neither order nor frame; and no frame needs to have an n-th row.
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
              new Shift(SqlKind.LEAD),
              new NthValue())
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

    /// Calcite takes a shift with a default for one that is never NULL; but values can be.
    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
      var type = super.inferReturnType(binding);
      return binding.getOperandType(0).isNullable()
          ? binding.getTypeFactory().createTypeWithNullability(type, true)
          : type;
    }

    @Override
    public boolean allowsFraming() {
      return true;
    }
  }

  private static final class NthValue extends SqlNthValueAggFunction {
    NthValue() {
      super(SqlKind.NTH_VALUE);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
      return ReturnTypes.ARG0_FORCE_NULLABLE.inferReturnType(binding);
    }
  }
}
