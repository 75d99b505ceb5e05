package dev.mutirao.planner.validate;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionDescription;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.ResolvedFunction;
import dev.mutirao.executor.userfunction.QualifiedName;
import dev.mutirao.planner.expression.FunctionCall;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// A function of the executor's registry as Calcite sees it: the registry says which arguments it
/// takes and what it gives.
final class RegistryFunction extends SqlFunction {
  private final boolean deterministic;

  /// @param deterministic whether equal arguments give equal results
  RegistryFunction(String name, FunctionRegistry registry, boolean deterministic) {
    super(
        name.toUpperCase(Locale.ROOT),
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(name, binding, registry),
        (binding, _, types) -> inferParameters(name, registry, binding, types),
        new Arguments(name, registry),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.deterministic = deterministic;
  }

  @Override
  public boolean isDeterministic() {
    return deterministic;
  }

  static RelDataType resultType(
      String name, SqlOperatorBinding binding, FunctionRegistry registry) {
    var type =
        RoundedDecimals.type(name, types(binding), binding)
            .or(() -> resolve(name, binding, registry).map(FunctionCall::type))
            .orElseThrow(
                () -> new IllegalStateException("arguments of " + name + " were not checked"));
    return SqlTypes.toCalcite(binding.getTypeFactory(), type, true);
  }

  /// Parameters, `?`, are what the overload takes that the other arguments ask for; DOUBLE, where
  /// any number would do, as in `round(?, 2)`.
  private static void inferParameters(
      String name, FunctionRegistry registry, SqlCallBinding binding, RelDataType[] inferred) {
    if (binding.operands().stream().noneMatch(SqlDynamicParam.class::isInstance)) {
      return;
    }
    var types = new ArrayList<Type>();
    for (int i = 0; i < inferred.length; i++) {
      types.add(
          binding.operand(i) instanceof SqlDynamicParam
              ? Type.Simple.NULL
              : SqlTypes.toType(binding.getOperandType(i)));
    }
    var wanted = registry.resolve(name, types).map(ResolvedFunction::parameterTypes);
    for (int i = 0; i < inferred.length && wanted.isPresent(); i++) {
      var type = wanted.get().get(i);
      if (types.get(i) == Type.Simple.NULL && type.isInteger() && !types.contains(type)) {
        types.set(i, Type.Simple.DOUBLE);
        var wider = registry.resolve(name, types).map(ResolvedFunction::parameterTypes);
        types.set(i, wider.isPresent() ? Type.Simple.DOUBLE : Type.Simple.NULL);
        wanted =
            wider.or(() -> registry.resolve(name, types).map(ResolvedFunction::parameterTypes));
      }
    }
    wanted.ifPresent(found -> put(found, binding, inferred));
  }

  private static void put(List<Type> wanted, SqlCallBinding binding, RelDataType[] inferred) {
    for (int i = 0; i < inferred.length; i++) {
      if (binding.operand(i) instanceof SqlDynamicParam && wanted.get(i) != Type.Simple.NULL) {
        inferred[i] = SqlTypes.toCalcite(binding.getTypeFactory(), wanted.get(i), true);
      }
    }
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

  /// Takes what some overload takes.
  record Arguments(String name, FunctionRegistry registry) implements SqlOperandTypeChecker {
    private static final int MOST_SIGNATURES = 6;

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      var resolved = resolve(name, binding, registry);
      if (resolved.isPresent()) {
        checkConstants(resolved.get(), binding);
        return true;
      }
      var texts = textTypes(binding);
      texts.ifPresent(types -> TextArguments.cast(binding, types));
      if (texts.isEmpty() && throwOnFailure) {
        throw wrongArguments(binding);
      }
      return texts.isPresent();
    }

    /// The types of arguments whose text literals become what the function takes, as in
    /// `greatest(d, '1970-01-01')`: an argument of another type, or there being one overload, tells
    /// which.
    private Optional<List<Type>> textTypes(SqlCallBinding binding) {
      boolean hasOthers =
          IntStream.range(0, binding.getOperandCount())
              .anyMatch(i ->
                  !SqlTypeUtil.inCharFamily(binding.getOperandType(i))
                      && !SqlUtil.isNullLiteral(binding.operand(i), false));
      return hasOthers || QualifiedName.is(name) && registry.signatures(name).size() == 1
          ? TextArguments.types(
              binding.getCall(),
              types(binding),
              free -> registry.resolve(name, free).map(ResolvedFunction::parameterTypes))
          : Optional.empty();
    }

    /// Refuses a pattern, a part or the like that is wrong, at its place.
    private void checkConstants(FunctionCall call, SqlCallBinding binding) {
      List<@Nullable String> texts = new ArrayList<>();
      for (var operand : binding.operands()) {
        texts.add(
            operand instanceof SqlCharStringLiteral literal
                ? literal.getValueAs(String.class)
                : null);
      }
      var first = registry.readOnce(call.function(), texts);
      if (first.isEmpty()) {
        return;
      }
      try {
        registry.checkReadOnce(call.function(), texts);
      } catch (MutiraoException e) {
        throw at(e.code(), String.valueOf(e.getMessage()), binding.operand(first.getAsInt()));
      }
    }

    private MutiraoException wrongArguments(SqlCallBinding binding) {
      var got = types(binding).stream().map(Type::sql).collect(Collectors.joining(", ", "(", ")"));
      var signatures = registry.signatures(name);
      var known =
          QualifiedName.parse(name)
              .map(QualifiedName::function)
              .or(() -> registry.function(name).map(FunctionDescription::name))
              .orElse(name);
      var shown = signatures.stream().limit(MOST_SIGNATURES).collect(Collectors.joining(" or "));
      var more = signatures.size() > MOST_SIGNATURES ? " and others (SHOW FUNCTIONS)" : "";
      return at(
          ErrorCode.TYPE_MISMATCH,
          known + " takes " + shown + more + "; got " + known + got,
          binding.getCall());
    }

    private static MutiraoException at(ErrorCode code, String message, SqlNode node) {
      var position = node.getParserPosition();
      return PlacedErrors.at(position, code, message);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String operatorName) {
      return String.join(", ", registry.signatures(name));
    }
  }
}
