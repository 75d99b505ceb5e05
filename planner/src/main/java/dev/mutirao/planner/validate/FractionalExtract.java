package dev.mutirao.planner.validate;

import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlExtractFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// EXTRACT of seconds, milliseconds and the epoch, which have fractions, as in PostgreSQL.
public final class FractionalExtract extends SqlExtractFunction {
  private static final SqlOperator SECOND = new FractionalExtract(8, 6);
  private static final SqlOperator MILLISECOND = new FractionalExtract(8, 3);
  private static final SqlOperator EPOCH = new FractionalExtract(26, 6);

  private final int precision;
  private final int scale;

  private FractionalExtract(int precision, int scale) {
    super("EXTRACT", false);
    this.precision = precision;
    this.scale = scale;
  }

  /// The operator for a part of such a type, when it has a fraction.
  public static Optional<SqlOperator> operator(SqlNode part, RelDataType from) {
    if (!(part instanceof SqlIntervalQualifier qualifier)
        || from.getSqlTypeName() == SqlTypeName.DATE) {
      return Optional.empty();
    }
    return switch (qualifier.getStartUnit()) {
      case TimeUnit.SECOND -> Optional.of(SECOND);
      case TimeUnit.MILLISECOND -> Optional.of(MILLISECOND);
      case TimeUnit.EPOCH -> Optional.of(EPOCH);
      default -> Optional.empty();
    };
  }

  /// Without looking for a function of this name, which would find Calcite's own again.
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    var factory = binding.getTypeFactory();
    var decimal = factory.createSqlType(SqlTypeName.DECIMAL, precision, scale);
    return factory.createTypeWithNullability(decimal, binding.getOperandType(1).isNullable());
  }
}
