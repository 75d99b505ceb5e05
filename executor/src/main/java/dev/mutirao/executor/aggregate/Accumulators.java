package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// Chooses the accumulator of a call.
public final class Accumulators {
  private Accumulators() {}

  public static Accumulator create(AggregateCall call, BufferAllocator state) {
    return switch (call.function()) {
      case "count" -> new CountAccumulator(state);
      case "sum", "avg" -> sum(call.argumentTypes().getFirst(), state);
      case "min", "any_value", "bool_and", "every" ->
          extreme(call.argumentTypes().getFirst(), false, state);
      case "max", "bool_or" -> extreme(call.argumentTypes().getFirst(), true, state);
      default -> throw new IllegalArgumentException("no such aggregate: " + call.function());
    };
  }

  /// A name that calls share when one accumulator can serve them.
  public static String family(AggregateCall call) {
    return switch (call.function()) {
      case "sum", "avg" -> "sum";
      case "min", "any_value", "bool_and", "every" -> "min";
      case "max", "bool_or" -> "max";
      default -> call.function();
    };
  }

  /// Whether equal arguments change the result, so that DISTINCT means something.
  static boolean countsDuplicates(AggregateCall call) {
    return switch (family(call)) {
      case "min", "max" -> false;
      default -> true;
    };
  }

  private static Accumulator sum(Type type, BufferAllocator state) {
    return switch (type.layout()) {
      case FLOAT32, FLOAT64 -> new ExactSumAccumulator(state);
      case INT8, INT16, INT32, INT64, INT128 -> new IntegerSumAccumulator(type, state);
      case BIT, BYTES -> throw new IllegalArgumentException("no sum of " + type.sql());
    };
  }

  private static Accumulator extreme(Type type, boolean greatest, BufferAllocator state) {
    return type.layout() == Layout.BYTES
        ? new BytesExtremeAccumulator(type, greatest, state)
        : new ExtremeAccumulator(type, greatest, state);
  }
}
