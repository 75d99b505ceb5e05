package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.PlanNode;
import java.util.function.IntUnaryOperator;

/// Changes the fragments that a plan reads from.
final class FragmentNumbers {
  private FragmentNumbers() {}

  static PlanNode replace(PlanNode node, IntUnaryOperator number) {
    return switch (node) {
      case PlanNode.RemoteSource(var fragment, var output, var mergeBy) ->
          new PlanNode.RemoteSource(number.applyAsInt(fragment), output, mergeBy);
      case PlanNode.SharedSource(var fragment, var reader, var output) ->
          new PlanNode.SharedSource(number.applyAsInt(fragment), reader, output);
      case PlanNode.Scan scan -> scan;
      case PlanNode.Values values -> values;
      case PlanNode.Filter(var input, var predicate) ->
          new PlanNode.Filter(replace(input, number), predicate);
      case PlanNode.Project(var input, var expressions, var output) ->
          new PlanNode.Project(replace(input, number), expressions, output);
      case PlanNode.Expand(var input, var projections, var output) ->
          new PlanNode.Expand(replace(input, number), projections, output);
      case PlanNode.Aggregate(var input, var keys, var calls, var phase, var output) ->
          new PlanNode.Aggregate(replace(input, number), keys, calls, phase, output);
      case PlanNode.Window(
              var input,
              var partitionBy,
              var orderBy,
              var calls,
              var kept,
              var output) ->
          new PlanNode.Window(replace(input, number), partitionBy, orderBy, calls, kept, output);
      case PlanNode.HashJoin(
              var left,
              var right,
              var kind,
              var leftKeys,
              var rightKeys,
              var residual,
              var keyFilters) ->
          new PlanNode.HashJoin(
              replace(left, number),
              replace(right, number),
              kind,
              leftKeys,
              rightKeys,
              residual,
              keyFilters);
      case PlanNode.NestedLoopJoin(var left, var right, var kind, var condition) ->
          new PlanNode.NestedLoopJoin(
              replace(left, number), replace(right, number), kind, condition);
      case PlanNode.Sort(var input, var keys) -> new PlanNode.Sort(replace(input, number), keys);
      case PlanNode.TopN(var input, var keys, var offset, var limit) ->
          new PlanNode.TopN(replace(input, number), keys, offset, limit);
      case PlanNode.GroupLimit(var input, var keys, var orderBy, var count) ->
          new PlanNode.GroupLimit(replace(input, number), keys, orderBy, count);
      case PlanNode.Limit(var input, var offset, var limit) ->
          new PlanNode.Limit(replace(input, number), offset, limit);
      case PlanNode.Union(var inputs, var output) ->
          new PlanNode.Union(inputs.stream().map(input -> replace(input, number)).toList(), output);
      case PlanNode.Recursion(var start, var fixed, var step, var distinct, var output) ->
          new PlanNode.Recursion(
              replace(start, number),
              fixed.stream().map(input -> replace(input, number)).toList(),
              step,
              distinct,
              output);
      case PlanNode.RoundInput round -> round;
      case PlanNode.Write(var input, var target) ->
          new PlanNode.Write(replace(input, number), target);
      case PlanNode.SingleRow(var input) -> new PlanNode.SingleRow(replace(input, number));
    };
  }
}
