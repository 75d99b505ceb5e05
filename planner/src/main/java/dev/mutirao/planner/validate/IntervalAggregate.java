package dev.mutirao.planner.validate;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;

/// SUM and AVG of intervals, which Calcite has for numbers only. Months have no mean: half a month
/// is no number of days.
public final class IntervalAggregate extends SqlAggFunction {
  private static final IntervalAggregate SUM =
      new IntervalAggregate(SqlKind.SUM, ReturnTypes.AGG_SUM);

  private static final IntervalAggregate AVG =
      new IntervalAggregate(SqlKind.AVG, ReturnTypes.AVG_AGG_FUNCTION);

  private IntervalAggregate(SqlKind kind, SqlReturnTypeInference result) {
    super(
        kind.name(),
        null,
        kind,
        result,
        null,
        OperandTypes.INTERVAL,
        SqlFunctionCategory.NUMERIC,
        false,
        false,
        Optionality.FORBIDDEN);
  }

  /// The aggregate for an argument of this type, when Calcite's own is none.
  ///
  /// @param call of SUM or AVG
  /// @throws dev.mutirao.connectors.error.MutiraoException TYPE_MISMATCH when there is none
  public static Optional<IntervalAggregate> of(SqlCall call, RelDataType argument) {
    if (!SqlTypeUtil.isInterval(argument)) {
      return Optional.empty();
    }
    if (call.getKind() == SqlKind.SUM) {
      return Optional.of(SUM);
    }
    if (SqlTypes.toType(argument) == Type.Simple.INTERVAL_MONTHS) {
      throw PlacedErrors.at(
          call,
          ErrorCode.TYPE_MISMATCH,
          "avg takes numbers and intervals of days and time; got avg("
              + Type.Simple.INTERVAL_MONTHS.sql()
              + ")");
    }
    return Optional.of(AVG);
  }

  /// Without looking for an aggregate of this name, which would find Calcite's own again.
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope.getOperandScope(call), call);
  }
}
