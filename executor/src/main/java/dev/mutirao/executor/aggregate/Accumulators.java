package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.expression.ObjectFunctions;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.userfunction.QualifiedName;
import org.apache.arrow.memory.BufferAllocator;

/// Chooses the accumulator of a call.
///
/// @param users the aggregates of users
public record Accumulators(ObjectFunctions users) {
  /// Only the engine's own aggregates.
  public static final Accumulators OF_ENGINE = new Accumulators(ObjectFunctions.NONE);

  public Accumulator create(AggregateCall call, BufferAllocator state) {
    return QualifiedName.is(call.function())
        ? new ObjectAccumulator(
            call.function(),
            users.aggregate(call.function(), call.argumentTypes(), call.type()),
            state)
        : ofEngine(call, state);
  }

  private static Accumulator ofEngine(AggregateCall call, BufferAllocator state) {
    return switch (family(call)) {
      case "count" -> new CountAccumulator(state);
      case "sum" -> sum(call.argumentTypes().getFirst(), state);
      case "min" -> extreme(call.argumentTypes().getFirst(), false, state);
      case "max" -> extreme(call.argumentTypes().getFirst(), true, state);
      case "bit_and" -> bits(call, BitsAccumulator.Operation.AND, state);
      case "bit_or" -> bits(call, BitsAccumulator.Operation.OR, state);
      case "bit_xor" -> bits(call, BitsAccumulator.Operation.XOR, state);
      case "squares", "products", "regression" -> moments(call, state);
      case "product" -> new ProductAccumulator(state);
      case "arg_min", "arg_max", "first", "last" -> PickedRowAccumulator.of(call, state);
      case "numbers" -> new NumbersAccumulator(call.argumentTypes().getFirst(), state);
      case "texts" -> new TextsAccumulator(call.argumentTypes().getFirst(), call.orderBy(), state);
      case "approx_count_distinct" ->
          new DistinctEstimateAccumulator(call.argumentTypes().getFirst(), state);
      case "approx_quantile" -> new QuantileEstimateAccumulator(state);
      default -> throw new IllegalArgumentException("no such aggregate: " + call.function());
    };
  }

  /// A name that calls share when one accumulator can serve them.
  public static String family(AggregateCall call) {
    return switch (call.function()) {
      case "sum", "avg" -> "sum";
      case "min", "any_value", "bool_and", "every" -> "min";
      case "max", "bool_or" -> "max";
      case "var_pop", "var_samp", "stddev_pop", "stddev_samp" -> "squares";
      case "standard_error", "confidence_low", "confidence_high" -> "squares";
      case "covar_pop", "covar_samp" -> "products";
      case "corr",
          "regr_avgx",
          "regr_avgy",
          "regr_intercept",
          "regr_r2",
          "regr_slope",
          "regr_sxx",
          "regr_sxy",
          "regr_syy" ->
          "regression";
      case "median", "mode", "percentile_cont", "percentile_disc" ->
          switch (call.argumentTypes().getFirst().layout()) {
            case BIT, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> "numbers";
            case INT128, BYTES -> "texts";
          };
      case "value_at_risk", "expected_shortfall" -> "numbers";
      case "histogram", "string_agg" -> "texts";
      default -> call.function();
    };
  }

  /// How many of a call's arguments, the first ones, must not be NULL for a row to count. Users'
  /// aggregates look at NULLs themselves.
  public static int required(AggregateCall call) {
    return switch (call.function()) {
      case "first", "last" -> 0;
      default -> QualifiedName.is(call.function()) ? 0 : call.valueCount();
    };
  }

  /// Whether the state of a call is all its values.
  static boolean keepsValues(AggregateCall call) {
    return switch (family(call)) {
      case "numbers", "texts" -> true;
      default -> false;
    };
  }

  /// Whether equal arguments change the result, so that DISTINCT means something.
  static boolean countsDuplicates(AggregateCall call) {
    return switch (family(call)) {
      case "min", "max", "bit_and", "bit_or", "arg_min", "arg_max" -> false;
      case "first", "last", "approx_count_distinct" -> false;
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

  private static Accumulator bits(
      AggregateCall call, BitsAccumulator.Operation operation, BufferAllocator state) {
    return new BitsAccumulator(call.argumentTypes().getFirst(), operation, state);
  }

  private static Accumulator moments(AggregateCall call, BufferAllocator state) {
    var terms = MomentSums.terms(call.function());
    return call.argumentTypes().stream().allMatch(AggregateTypes::isExact)
        ? new IntegerMomentsAccumulator(terms, call.argumentTypes(), state)
        : new ExactMomentsAccumulator(terms, state);
  }
}
