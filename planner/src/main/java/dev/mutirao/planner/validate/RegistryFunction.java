package dev.mutirao.planner.validate;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.planner.expression.FunctionCall;
import dev.mutirao.planner.type.SqlTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/// A function of the executor's registry as Calcite sees it: the registry says which arguments it
/// takes and what it gives.
final class RegistryFunction extends SqlFunction {
  RegistryFunction(String name, FunctionRegistry registry) {
    super(
        name.toUpperCase(Locale.ROOT),
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(name, binding, registry),
        null,
        new Arguments(name, registry),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  private static RelDataType resultType(
      String name, SqlOperatorBinding binding, FunctionRegistry registry) {
    var type =
        RoundedDecimals.type(name, types(binding), binding)
            .or(() -> resolve(name, binding, registry).map(FunctionCall::type))
            .orElseThrow(
                () -> new IllegalStateException("arguments of " + name + " were not checked"));
    return SqlTypes.toCalcite(binding.getTypeFactory(), type, true);
  }

  private static Optional<FunctionCall> resolve(
      String name, SqlOperatorBinding binding, FunctionRegistry registry) {
    return FunctionCall.resolve(registry, name, types(binding));
  }

  private static List<Type> types(SqlOperatorBinding binding) {
    return IntStream.range(0, binding.getOperandCount())
        .mapToObj(i -> SqlTypes.toType(binding.getOperandType(i)))
        .toList();
  }

  private record Arguments(String name, FunctionRegistry registry)
      implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      if (resolve(name, binding, registry).isPresent()) {
        return true;
      }
      if (throwOnFailure) {
        throw binding.newValidationSignatureError();
      }
      return false;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String operatorName) {
      return registry
          .function(name)
          .map(function -> String.join(", ", function.signatures()))
          .orElse(operatorName);
    }
  }
}
