package dev.mutirao.planner.validate;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateDescription;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.ResolvedAggregate;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.util.Optionality;

/// An aggregate of the executor's registry as Calcite sees it. Those that have one with the same
/// name keep Calcite's only where planning needs to know what they mean.
public final class RegistryAggregate extends SqlAggFunction {
  private static final Set<String> CALCITES =
      Set.of("any_value", "avg", "bool_and", "bool_or", "count", "every", "max", "min", "sum");

  /// Aggregates whose result depends on the order of the rows, or may be given one.
  private static final Set<String> ORDERED = Set.of("string_agg", "first", "last", "histogram");

  private static final Map<String, RegistryAggregate> BY_NAME = byName();

  private final String canonicalName;

  /// @param name its own or an alias, which names the column of its result
  private RegistryAggregate(String name, AggregateDescription description) {
    super(
        name.toUpperCase(Locale.ROOT),
        null,
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(description, binding),
        null,
        new Arguments(description),
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        ORDERED.contains(description.name()) ? Optionality.OPTIONAL : Optionality.FORBIDDEN);
    this.canonicalName = description.name();
  }

  /// The aggregate of this name or alias, in any case, unless Calcite's is used.
  public static Optional<RegistryAggregate> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /// The name in the registry, lower case and no alias.
  public String canonicalName() {
    return canonicalName;
  }

  /// Whether rows may be given an order inside the call.
  public boolean isOrdered() {
    return requiresGroupOrder() != Optionality.FORBIDDEN;
  }

  private static Map<String, RegistryAggregate> byName() {
    var names = new HashMap<String, RegistryAggregate>();
    for (var description : AggregateFunctions.all()) {
      if (!CALCITES.contains(description.name())) {
        names.put(description.name(), new RegistryAggregate(description.name(), description));
        description
            .aliases()
            .forEach(alias -> names.put(alias, new RegistryAggregate(alias, description)));
      }
    }
    return Map.copyOf(names);
  }

  private static RelDataType resultType(
      AggregateDescription description, SqlOperatorBinding binding) {
    var resolved =
        resolve(description, binding)
            .orElseThrow(() ->
                new IllegalStateException(
                    "arguments of " + description.name() + " were not checked"));
    boolean counts = description.name().equals("approx_count_distinct");
    return SqlTypes.toCalcite(binding.getTypeFactory(), resolved.resultType(), !counts);
  }

  private static Optional<ResolvedAggregate> resolve(
      AggregateDescription description, SqlOperatorBinding binding) {
    return AggregateFunctions.resolve(description.name(), types(binding));
  }

  private static List<Type> types(SqlOperatorBinding binding) {
    return IntStream.range(0, binding.getOperandCount())
        .mapToObj(i -> SqlTypes.toType(binding.getOperandType(i)))
        .toList();
  }

  /// Takes what the registry says.
  private record Arguments(AggregateDescription description) implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      var resolved = resolve(description, binding);
      if (resolved.isPresent()) {
        for (int i = resolved.get().columns(); i < binding.getOperandCount(); i++) {
          checkConstant(binding.operand(i), resolved.get().parameterTypes().get(i));
        }
        return true;
      }
      if (throwOnFailure) {
        var got = types(binding).stream().map(Type::sql).collect(Collectors.joining(", "));
        throw at(
            ErrorCode.TYPE_MISMATCH,
            description.name()
                + " takes "
                + description.signature()
                + "; got "
                + description.name()
                + "("
                + got
                + ")",
            binding.getCall());
      }
      return false;
    }

    /// Refuses what depends on rows, and a fraction that is none, at its place.
    private void checkConstant(SqlNode argument, Type type) {
      if (dependsOnRows(argument)) {
        throw at(
            ErrorCode.INVALID_ARGUMENT,
            description.name() + " wants the same " + meaning(type) + " for all rows: " + argument,
            argument);
      }
      if (type == Type.Simple.DOUBLE
          && argument instanceof SqlNumericLiteral literal
          && (literal.bigDecimalValue().signum() < 0
              || literal.bigDecimalValue().compareTo(BigDecimal.ONE) > 0)) {
        throw at(
            ErrorCode.INVALID_ARGUMENT,
            description.name() + " expects a fraction from 0 to 1, got " + argument,
            argument);
      }
    }

    private static String meaning(Type type) {
      return type == Type.Simple.DOUBLE ? "fraction" : "separator";
    }

    private static boolean dependsOnRows(SqlNode node) {
      return switch (node) {
        case SqlIdentifier ignored -> true;
        case SqlDynamicParam ignored -> true;
        case SqlCall call ->
            call.isA(SqlKind.QUERY)
                || call.getOperandList().stream()
                    .anyMatch(operand -> operand != null && dependsOnRows(operand));
        default -> false;
      };
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
      return description.signature();
    }
  }
}
