package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.VARBINARY;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The registry of aggregates: which names exist, what types they take and give, and what a partial
/// state is made of.
public final class AggregateFunctions {
  private static final Map<String, AggregateDescription> BY_NAME = byName();

  private AggregateFunctions() {}

  /// All aggregates, by name.
  public static List<AggregateDescription> all() {
    return AggregateManual.ALL;
  }

  /// The aggregate of this name or alias, in any case.
  public static Optional<AggregateDescription> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /// The aggregate `name` (lower case, an alias too) for arguments of these types, sort keys not
  /// among them; nothing when there is no such aggregate or it does not take them.
  public static Optional<ResolvedAggregate> resolve(String name, List<Type> arguments) {
    return named(name).flatMap(each -> AggregateTypes.resolve(each.name(), arguments));
  }

  /// The same of an aggregate of the engine or of a user.
  ///
  /// @param name as plans call it
  public static Optional<ResolvedAggregate> resolve(
      String name, List<Type> arguments, FunctionRegistry functions) {
    return QualifiedName.is(name)
        ? functions
            .resolveAggregate(name, arguments)
            .map(each ->
                new ResolvedAggregate(each.name(), each.parameterTypes(), 0, each.resultType()))
        : resolve(name, arguments);
  }

  /// Whether partial states of a call can go from one process to another; otherwise its rows must.
  public static boolean statesTravel(AggregateCall call, FunctionRegistry functions) {
    return !QualifiedName.is(call.function())
        || functions
            .aggregate(call.function(), call.argumentTypes(), call.type())
            .codec()
            .isPresent();
  }

  /// Types of the columns that a PARTIAL node gives for the call, and that a FINAL node takes for
  /// it. Only merges and exchanges read them; their meaning is the aggregate's own.
  public static List<Type> stateTypes(AggregateCall call) {
    return switch (Accumulators.family(call)) {
      case String user when QualifiedName.is(user) -> List.of(VARBINARY);
      case "count" -> List.of(BIGINT);
      case "sum" ->
          switch (call.argumentTypes().getFirst().layout()) {
            case FLOAT32, FLOAT64 -> List.of(BIGINT, DOUBLE, DOUBLE, DOUBLE, VARBINARY);
            case INT128 -> Collections.nCopies(4, BIGINT);
            case BIT, INT8, INT16, INT32, INT64, BYTES -> Collections.nCopies(3, BIGINT);
          };
      case "min", "max", "bit_and", "bit_or", "bit_xor" -> call.argumentTypes();
      case "squares", "products", "regression" -> {
        var terms = MomentSums.terms(call.function());
        yield call.argumentTypes().stream().allMatch(AggregateTypes::isExact)
            ? IntegerMomentsAccumulator.stateTypes(terms, call.argumentTypes())
            : ExactMomentsAccumulator.stateTypes(terms);
      }
      case "product" -> ProductAccumulator.stateTypes();
      case "approx_count_distinct", "approx_quantile", "numbers", "texts" -> List.of(VARBINARY);
      case "arg_min", "arg_max", "first", "last" -> PickedRowAccumulator.stateTypes(call);
      default -> throw new IllegalArgumentException("no such aggregate: " + call.function());
    };
  }

  private static Map<String, AggregateDescription> byName() {
    var names = new HashMap<String, AggregateDescription>();
    for (var aggregate : AggregateManual.ALL) {
      names.put(aggregate.name(), aggregate);
      aggregate.aliases().forEach(alias -> names.put(alias, aggregate));
    }
    return Map.copyOf(names);
  }
}
