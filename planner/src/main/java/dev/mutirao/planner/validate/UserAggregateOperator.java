package dev.mutirao.planner.validate;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.ResolvedFunction;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.util.Optionality;

/// A user's aggregate or stateful function as Calcite sees it; to Calcite the latter is an
/// aggregate that is only for windows.
final class UserAggregateOperator extends SqlAggFunction {
  private final UserFunction function;

  UserAggregateOperator(UserFunction function, FunctionRegistry registry) {
    super(
        function.qualifiedName().toUpperCase(Locale.ROOT),
        null,
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(function, registry, binding),
        null,
        new Arguments(function, registry),
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        function.kind() == UserFunction.Kind.STATEFUL,
        Optionality.FORBIDDEN);
    this.function = function;
  }

  @Override
  public boolean isDeterministic() {
    return function.deterministic();
  }

  private static RelDataType resultType(
      UserFunction function, FunctionRegistry registry, SqlOperatorBinding binding) {
    var resolved =
        resolve(function, registry, types(binding))
            .orElseThrow(() ->
                new IllegalStateException("arguments of " + function.name() + " were not checked"));
    return SqlTypes.toCalcite(binding.getTypeFactory(), resolved.resultType(), true);
  }

  private static Optional<ResolvedFunction> resolve(
      UserFunction function, FunctionRegistry registry, List<Type> types) {
    return function.kind() == UserFunction.Kind.STATEFUL
        ? registry.resolveStateful(function.qualifiedName(), types)
        : registry.resolveAggregate(function.qualifiedName(), types);
  }

  private static List<Type> types(SqlOperatorBinding binding) {
    return IntStream.range(0, binding.getOperandCount())
        .mapToObj(i -> SqlTypes.toType(binding.getOperandType(i)))
        .toList();
  }

  /// Takes what some overload takes.
  private record Arguments(UserFunction function, FunctionRegistry registry)
      implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      var types = types(binding);
      if (resolve(function, registry, types).isPresent()) {
        return true;
      }
      var texts = textTypes(binding.getCall(), types);
      texts.ifPresent(cast -> TextArguments.cast(binding, cast));
      if (texts.isEmpty() && throwOnFailure) {
        var got = types.stream().map(Type::sql).collect(Collectors.joining(", ", "(", ")"));
        throw PlacedErrors.at(
            binding.getCall(),
            ErrorCode.TYPE_MISMATCH,
            function.name()
                + " takes "
                + String.join(" or ", function.signatures())
                + "; got "
                + function.name()
                + got);
      }
      return texts.isPresent();
    }

    private Optional<List<Type>> textTypes(SqlCall call, List<Type> types) {
      return function.overloads().size() == 1
          ? TextArguments.types(
              call,
              types,
              free -> resolve(function, registry, free).map(ResolvedFunction::parameterTypes))
          : Optional.empty();
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String operatorName) {
      return String.join(", ", function.signatures());
    }
  }
}
