package dev.mutirao.planner.validate;

import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// What PostgreSQL computes with dates, timestamps and whole numbers of days, which standard SQL
/// does not.
public final class DateArithmetic {
  private static final int MICROSECOND_DIGITS = 6;

  private static final SqlReturnTypeInference TIMESTAMP_NULLABLE =
      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, MICROSECOND_DIGITS)
          .andThen(SqlTypeTransforms.TO_NULLABLE);

  private static final SqlOperator DAYS_BETWEEN =
      new Operator(
          "-", SqlKind.MINUS, ReturnTypes.INTEGER_NULLABLE, SqlTypeFamily.DATE, SqlTypeFamily.DATE);

  private static final SqlOperator DAYS_BEFORE =
      new Operator(
          "-", SqlKind.MINUS, ReturnTypes.DATE_NULLABLE, SqlTypeFamily.DATE, SqlTypeFamily.INTEGER);

  private static final SqlOperator DAYS_AFTER =
      new Operator(
          "+", SqlKind.PLUS, ReturnTypes.DATE_NULLABLE, SqlTypeFamily.DATE, SqlTypeFamily.INTEGER);

  private static final SqlOperator DAYS_LATER =
      new Operator(
          "+", SqlKind.PLUS, ReturnTypes.DATE_NULLABLE, SqlTypeFamily.INTEGER, SqlTypeFamily.DATE);

  private static final SqlOperator AT_TIME =
      new Operator("+", SqlKind.PLUS, TIMESTAMP_NULLABLE, SqlTypeFamily.DATE, SqlTypeFamily.TIME);

  private static final SqlOperator AT_DATE =
      new Operator("+", SqlKind.PLUS, TIMESTAMP_NULLABLE, SqlTypeFamily.TIME, SqlTypeFamily.DATE);

  private static final SqlOperator TIME_BETWEEN =
      new Operator(
          "-",
          SqlKind.MINUS,
          ReturnTypes.explicit(factory ->
                  factory.createSqlIntervalType(
                      new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO)))
              .andThen(SqlTypeTransforms.TO_NULLABLE),
          SqlTypeFamily.DATETIME,
          SqlTypeFamily.DATETIME);

  private static final SqlOperator TIME_BEFORE =
      new Operator(
          "-",
          SqlKind.MINUS,
          TIMESTAMP_NULLABLE,
          SqlTypeFamily.DATE,
          SqlTypeFamily.DATETIME_INTERVAL);

  private static final SqlOperator TIME_AFTER =
      new Operator(
          "+",
          SqlKind.PLUS,
          TIMESTAMP_NULLABLE,
          SqlTypeFamily.DATE,
          SqlTypeFamily.DATETIME_INTERVAL);

  private DateArithmetic() {}

  /// The operator for operands of these types, when Calcite's own is none.
  ///
  /// @param kind PLUS or MINUS
  public static Optional<SqlOperator> operator(SqlKind kind, RelDataType left, RelDataType right) {
    var minus = kind == SqlKind.MINUS;
    if (is(left, SqlTypeName.DATE) && SqlTypeUtil.isIntType(right)) {
      return Optional.of(minus ? DAYS_BEFORE : DAYS_AFTER);
    }
    if (!minus && SqlTypeUtil.isIntType(left) && is(right, SqlTypeName.DATE)) {
      return Optional.of(DAYS_LATER);
    }
    if (!minus && is(left, SqlTypeName.DATE) && is(right, SqlTypeName.TIME)) {
      return Optional.of(AT_TIME);
    }
    if (!minus && is(left, SqlTypeName.TIME) && is(right, SqlTypeName.DATE)) {
      return Optional.of(AT_DATE);
    }
    if (is(left, SqlTypeName.DATE) && hasHours(right)) {
      return Optional.of(minus ? TIME_BEFORE : TIME_AFTER);
    }
    if (minus && is(left, SqlTypeName.DATE) && is(right, SqlTypeName.DATE)) {
      return Optional.of(DAYS_BETWEEN);
    }
    boolean areTimes = is(left, SqlTypeName.TIME) && is(right, SqlTypeName.TIME);
    return minus && (areTimes || isMoment(left) && isMoment(right))
        ? Optional.of(TIME_BETWEEN)
        : Optional.empty();
  }

  /// Whether an interval has a unit below the day, so that a date and it make a timestamp.
  private static boolean hasHours(RelDataType type) {
    var qualifier = type.getIntervalQualifier();
    return qualifier != null
        && !qualifier.isYearMonth()
        && qualifier.getUnit() != TimeUnit.DAY
        && qualifier.getUnit() != TimeUnit.WEEK;
  }

  private static boolean isMoment(RelDataType type) {
    return is(type, SqlTypeName.TIMESTAMP)
        || is(type, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
        || is(type, SqlTypeName.DATE);
  }

  private static boolean is(RelDataType type, SqlTypeName name) {
    return type.getSqlTypeName() == name;
  }

  private static final class Operator extends SqlBinaryOperator {
    private static final int ADDITIVE_PRECEDENCE = 40;

    Operator(
        String sign,
        SqlKind kind,
        SqlReturnTypeInference result,
        SqlTypeFamily left,
        SqlTypeFamily right) {
      super(
          sign,
          kind,
          ADDITIVE_PRECEDENCE,
          true,
          result,
          InferTypes.FIRST_KNOWN,
          OperandTypes.family(left, right));
    }

    /// Without looking for an operator of this sign, which would find Calcite's own again.
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return validateOperands(validator, scope, call);
    }
  }
}
