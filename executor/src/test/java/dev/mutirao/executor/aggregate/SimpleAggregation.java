package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.PlanNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Aggregates the obvious way, over rows of literals.
final class SimpleAggregation {
  private SimpleAggregation() {}

  /// The results by key.
  static Map<List<Literal>, List<Literal>> results(
      PlanNode.Aggregate node, List<List<Literal>> rows) {
    var groups = new HashMap<List<Literal>, List<List<Literal>>>();
    if (node.keys().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (var row : rows) {
      var key = node.keys().stream().map(row::get).map(SimpleAggregation::key).toList();
      groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(row);
    }
    var results = new HashMap<List<Literal>, List<Literal>>();
    groups.forEach((key, members) ->
        results.put(key, node.calls().stream().map(call -> result(call, members)).toList()));
    return results;
  }

  private static Literal result(AggregateCall call, List<List<Literal>> members) {
    var filtered =
        members.stream()
            .filter(row ->
                call.filter().isEmpty()
                    || Boolean.TRUE.equals(row.get(call.filter().getAsInt()).value()))
            .map(row -> call.arguments().stream().map(row::get).toList())
            .filter(arguments -> arguments.stream().noneMatch(Literal::isNull))
            .toList();
    var present = call.distinct() ? distinct(filtered) : filtered;
    if (call.function().equals("count")) {
      return Literal.of(present.size());
    }
    var values = present.stream().map(List::getFirst).toList();
    if (values.isEmpty()) {
      return Literal.ofNull(call.type());
    }
    return switch (call.function()) {
      case "min", "any_value", "bool_and", "every" -> values.stream().min(order()).orElseThrow();
      case "max", "bool_or" -> values.stream().max(order()).orElseThrow();
      case "sum" -> sum(call, values);
      case "avg" -> average(call, values);
      default -> throw new IllegalArgumentException(call.function());
    };
  }

  private static List<List<Literal>> distinct(List<List<Literal>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(SimpleAggregation::key).toList())
        .distinct()
        .toList();
  }

  private static Literal sum(AggregateCall call, List<Literal> values) {
    return switch (call.type().layout()) {
      case FLOAT32 -> new Literal(call.type(), (double) (float) floatSum(values, true));
      case FLOAT64 -> new Literal(call.type(), floatSum(values, false));
      case INT128 -> new Literal(call.type(), integerSum(values));
      default -> new Literal(call.type(), integerSum(values).longValueExact());
    };
  }

  private static Literal average(AggregateCall call, List<Literal> values) {
    var count = BigDecimal.valueOf(values.size());
    var argument = call.argumentTypes().getFirst();
    if (call.type() instanceof Type.Decimal decimal) {
      int scale = ((Type.Decimal) argument).scale();
      var sum = new BigDecimal(integerSum(values), scale);
      return new Literal(
          decimal, sum.divide(count, decimal.scale(), RoundingMode.HALF_UP).unscaledValue());
    }
    if (values.getFirst().value() instanceof Double) {
      return new Literal(call.type(), floatSum(values, false) / values.size());
    }
    return new Literal(
        call.type(),
        new BigDecimal(integerSum(values)).divide(count, new MathContext(60)).doubleValue());
  }

  private static BigInteger integerSum(List<Literal> values) {
    return values.stream()
        .map(value -> new BigInteger(Objects.requireNonNull(value.value()).toString()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static double floatSum(List<Literal> values, boolean toFloat) {
    double special = 0;
    var sum = BigDecimal.ZERO;
    for (var value : values) {
      double number = (Double) Objects.requireNonNull(value.value());
      if (Double.isFinite(number)) {
        sum = sum.add(new BigDecimal(number));
      } else {
        special += number;
      }
    }
    return special != 0 ? special : (toFloat ? sum.floatValue() : sum.doubleValue()) + 0.0;
  }

  /// A value under which all equal ones are the same.
  static Literal key(Literal value) {
    return value.value() instanceof Double number && number == 0
        ? new Literal(value.type(), 0.0)
        : value;
  }

  @SuppressWarnings("unchecked")
  private static Comparator<Literal> order() {
    return (left, right) ->
        left.type().layout() == dev.mutirao.connectors.type.Layout.BYTES
            ? Arrays.compareUnsigned(left.bytes(), right.bytes())
            : ((Comparable<Object>) Objects.requireNonNull(left.value()))
                .compareTo(Objects.requireNonNull(right.value()));
  }
}
