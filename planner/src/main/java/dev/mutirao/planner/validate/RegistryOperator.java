package dev.mutirao.planner.validate;

import dev.mutirao.executor.function.FunctionRegistry;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// An operator between two operands that Calcite lacks or understands in another way than
/// PostgreSQL: a function of the executor's registry by its sign.
public final class RegistryOperator extends SqlBinaryOperator {
  /// Binds like every operator of PostgreSQL without a rule of its own: looser than `+`, tighter
  /// than comparisons.
  static final int ANY_OTHER = 36;

  private static final int ABOVE_MULTIPLICATION = 70;

  public static final SqlBinaryOperator BIT_AND = new RegistryOperator("&", ANY_OTHER);
  public static final SqlBinaryOperator BIT_OR = new RegistryOperator("|", ANY_OTHER);
  public static final SqlBinaryOperator SHIFT_LEFT = new RegistryOperator("<<", ANY_OTHER);
  public static final SqlBinaryOperator SHIFT_RIGHT = new RegistryOperator(">>", ANY_OTHER);
  public static final SqlBinaryOperator POWER = new RegistryOperator("^", ABOVE_MULTIPLICATION);

  /// Of floating-point numbers, which Calcite makes decimals of.
  public static final SqlBinaryOperator REMAINDER = new RegistryOperator("%", ABOVE_MULTIPLICATION);

  private RegistryOperator(String sign, int precedence) {
    super(
        sign,
        SqlKind.OTHER,
        precedence,
        true,
        binding -> RegistryFunction.resultType(sign, binding, FunctionRegistry.builtIn()),
        null,
        new RegistryFunction.Arguments(sign, FunctionRegistry.builtIn()));
  }

  /// Without looking for an operator of this sign, which would find Calcite's.
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }
}
