package dev.mutirao.planner.optimize;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.ResolvedAggregate;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/// Aggregates with small states, and what they are taken of: expressions over the node that is
/// looked at, on the way down a tree.
///
/// @param values arguments and filters
record PartialCalls(List<Call> calls, List<RexNode> values) {
  private static final Set<String> SMALL = Set.of("count", "sum", "avg", "min", "max");

  /// One aggregate, with places in `values`.
  private record Call(ResolvedAggregate function, List<Integer> arguments, OptionalInt filter) {}

  PartialCalls {
    calls = List.copyOf(calls);
    values = List.copyOf(values);
  }

  /// The calls of an aggregation; empty when one of them is of another kind.
  static Optional<PartialCalls> of(Aggregate aggregate) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE
        || aggregate.getAggCallList().isEmpty()) {
      return Optional.empty();
    }
    var calls = new ArrayList<Call>();
    var values = new ArrayList<RexNode>();
    for (var call : aggregate.getAggCallList()) {
      var function = resolved(call, aggregate.getInput());
      if (function.isEmpty()) {
        return Optional.empty();
      }
      var arguments =
          call.getArgList().stream().map(column -> place(column, aggregate, values)).toList();
      var filter =
          call.hasFilter()
              ? OptionalInt.of(place(call.filterArg, aggregate, values))
              : OptionalInt.empty();
      calls.add(new Call(function.get(), arguments, filter));
    }
    return Optional.of(new PartialCalls(calls, values));
  }

  private static Optional<ResolvedAggregate> resolved(
      org.apache.calcite.rel.core.AggregateCall call, RelNode input) {
    var name = call.getAggregation().getName().toLowerCase(java.util.Locale.ROOT);
    var row = SqlTypes.toSchema(input.getRowType());
    var types = call.getArgList().stream().map(row::type).toList();
    return call.isDistinct() || !call.getCollation().getFieldCollations().isEmpty()
        ? Optional.empty()
        : AggregateFunctions.resolve(name, types)
            .filter(function -> SMALL.contains(function.name()))
            .filter(function -> function.columnTypes().equals(types));
  }

  private static int place(int column, Aggregate aggregate, List<RexNode> values) {
    var value = RexInputRef.of(column, aggregate.getInput().getRowType());
    if (!values.contains(value)) {
      values.add(value);
    }
    return values.indexOf(value);
  }

  /// The columns that they are taken of.
  ImmutableBitSet columns() {
    return RelOptUtil.InputFinder.bits(values, null);
  }

  /// The same over the input of a projection; empty when they would then be computed of rows for
  /// which they may fail.
  Optional<PartialCalls> below(Project project) {
    var below = RelOptUtil.pushPastProject(values, project);
    return below.stream()
            .allMatch(value -> RexUtil.isDeterministic(value) && SafeValues.isSafe(value))
        ? Optional.of(new PartialCalls(calls, below))
        : Optional.empty();
  }

  /// The same over the right input of a join, of which all their columns are.
  PartialCalls right(int leftWidth) {
    return new PartialCalls(calls, List.copyOf(RexUtil.shift(values, -leftWidth)));
  }

  /// Partial states of a node's rows, after the columns that group them.
  PhasedAggregate over(RelNode node, List<Integer> keys) {
    var columns = new ArrayList<RexNode>();
    keys.forEach(key -> columns.add(RexInputRef.of(key, node.getRowType())));
    columns.addAll(values);
    var partial =
        calls.stream()
            .map(call ->
                new AggregateCall(
                    call.function().name(),
                    call.arguments().stream().map(place -> keys.size() + place).toList(),
                    call.function().columnTypes(),
                    false,
                    call.filter().isPresent()
                        ? OptionalInt.of(keys.size() + call.filter().getAsInt())
                        : OptionalInt.empty(),
                    call.function().resultType()))
            .toList();
    return PhasedAggregate.partial(
        project(node, columns), IntStream.range(0, keys.size()).boxed().toList(), partial);
  }

  static RelNode project(RelNode input, List<RexNode> columns) {
    return RelFactories.LOGICAL_BUILDER
        .create(input.getCluster(), null)
        .push(input)
        .project(columns)
        .build();
  }
}
