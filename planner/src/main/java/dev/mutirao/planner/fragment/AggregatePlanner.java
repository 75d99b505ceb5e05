package dev.mutirao.planner.fragment;

import static dev.mutirao.planner.fragment.Spread.ANYWHERE;
import static dev.mutirao.planner.fragment.Spread.SINGLE;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.optimize.PhasedAggregate;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;

/// Plans aggregations: in one phase where each group is whole, else partial states that travel to
/// their group's executor.
final class AggregatePlanner {
  private final Expressions expressions;
  private final Exchanges exchanges;

  AggregatePlanner(Expressions expressions, Exchanges exchanges) {
    this.expressions = expressions;
    this.exchanges = exchanges;
  }

  Piece plan(Aggregate aggregate, Piece input) {
    if (isSingleValue(aggregate)) {
      return singleRow(aggregate, input);
    }
    var constants = new ConstantColumns(aggregate.getInput());
    if (GroupingSets.in(aggregate)) {
      var sets = new GroupingSets(aggregate, input.node().output());
      return groupingSets(sets, input, constants);
    }
    return group(
        input,
        aggregate.getGroupSet().asList(),
        aggregate.getAggCallList(),
        constants,
        SqlTypes.toSchema(aggregate.getRowType()));
  }

  /// Partial states stay where their rows are. Those of one group are merged where they are, then
  /// brought together.
  Piece plan(PhasedAggregate part, Piece input) {
    var keys = part.keys();
    var output = SqlTypes.toSchema(part.getRowType());
    var node = new PlanNode.Aggregate(input.node(), keys, part.calls(), part.phase(), output);
    if (part.phase().givesStates() || Spread.keepsTogether(input.spread(), keys)) {
      return new Piece(node, afterGrouping(input.spread(), keys));
    }
    var merged =
        new PlanNode.Aggregate(
            input.node(), keys, part.calls(), AggregatePhase.INTERMEDIATE, input.node().output());
    var moved = brought(new Piece(merged, input.spread()), keys.size());
    return new Piece(
        new PlanNode.Aggregate(moved.node(), keys, part.calls(), part.phase(), output),
        moved.spread());
  }

  /// Brings states with equal keys, which are the first columns, together.
  private Piece brought(Piece states, int keys) {
    return keys == 0
        ? exchanges.gather(states)
        : exchanges.hash(states, IntStream.range(0, keys).boxed().toList());
  }

  private Piece groupingSets(GroupingSets sets, Piece input, ConstantColumns constants) {
    var rows = new Piece(sets.expanded(input.node()), input.isSingle() ? SINGLE : ANYWHERE);
    for (var empty : sets.emptyGroup()) {
      var more = new Piece(empty, SINGLE);
      var all = rows.isSingle() ? more : exchanges.scatter(more);
      var union = new PlanNode.Union(List.of(rows.node(), all.node()), empty.output());
      rows = new Piece(union, rows.spread());
    }
    var groups = group(rows, sets.groupKeys(), sets.groupCalls(), constants, sets.groups());
    return new Piece(sets.result(groups.node()), groups.isSingle() ? SINGLE : ANYWHERE);
  }

  private Piece group(
      Piece input,
      List<Integer> keys,
      List<org.apache.calcite.rel.core.AggregateCall> wanted,
      ConstantColumns constants,
      Schema output) {
    var calls = new CallArguments(input.node(), constants, expressions.functions());
    wanted.forEach(calls::add);
    var rows = new Piece(calls.input(), input.spread());
    if (Spread.keepsTogether(input.spread(), keys)) {
      return single(rows, keys, calls.calls(), output);
    }
    if (calls.calls().stream().anyMatch(AggregateCall::distinct)) {
      return distinct(rows, keys, calls.calls(), output);
    }
    return bothPhases(rows, keys, calls.calls(), output);
  }

  /// Moves partial states, or the rows where a user's aggregate has states that cannot be moved.
  private Piece bothPhases(
      Piece rows, List<Integer> keys, List<AggregateCall> calls, Schema output) {
    boolean travel =
        calls.stream()
            .allMatch(call -> AggregateFunctions.statesTravel(call, expressions.functions()));
    return travel
        ? twoPhases(rows, keys, calls, output)
        : single(together(rows, keys), keys, calls, output);
  }

  private Piece together(Piece rows, List<Integer> keys) {
    return keys.isEmpty() ? exchanges.gather(rows) : exchanges.hash(rows, keys);
  }

  /// Removes doubled arguments in a first aggregation where all calls want the same ones; else
  /// brings whole groups together.
  private Piece distinct(Piece rows, List<Integer> keys, List<AggregateCall> calls, Schema output) {
    var arguments = calls.getFirst().arguments();
    var alike =
        calls.stream()
            .allMatch(call ->
                call.distinct() && call.filter().isEmpty() && call.arguments().equals(arguments));
    if (!alike) {
      return single(together(rows, keys), keys, calls, output);
    }
    var columns = Stream.concat(keys.stream(), arguments.stream()).distinct().toList();
    var positions = IntStream.range(0, columns.size()).boxed().toList();
    var schema = rows.node().output().select(columns);
    var partial =
        new Piece(
            new PlanNode.Aggregate(rows.node(), columns, List.of(), AggregatePhase.PARTIAL, schema),
            rows.spread());
    var newKeys = keys.stream().map(columns::indexOf).toList();
    var moved = exchanges.hash(partial, newKeys.isEmpty() ? positions : newKeys);
    var once =
        new Piece(
            new PlanNode.Aggregate(
                moved.node(), positions, List.of(), AggregatePhase.FINAL, schema),
            moved.spread());
    var newCalls =
        calls.stream()
            .map(call -> call.over(call.arguments().stream().map(columns::indexOf).toList()))
            .toList();
    return newKeys.isEmpty()
        ? bothPhases(once, newKeys, newCalls, output)
        : single(once, newKeys, newCalls, output);
  }

  private static Piece single(
      Piece rows, List<Integer> keys, List<AggregateCall> calls, Schema output) {
    var node = new PlanNode.Aggregate(rows.node(), keys, calls, AggregatePhase.SINGLE, output);
    return new Piece(node, afterGrouping(rows.spread(), keys));
  }

  private static Spread afterGrouping(Spread spread, List<Integer> keys) {
    return switch (spread) {
      case Spread.Single single -> single;
      case Spread.Anywhere anywhere -> anywhere;
      case Spread.Hashed(var columns) ->
          keys.containsAll(columns)
              ? new Spread.Hashed(columns.stream().map(keys::indexOf).toList())
              : ANYWHERE;
    };
  }

  private Piece twoPhases(
      Piece rows, List<Integer> keys, List<AggregateCall> calls, Schema output) {
    var fields = new ArrayList<Field>(output.fields().subList(0, keys.size()));
    var finals = new ArrayList<AggregateCall>();
    for (var i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      var states = AggregateFunctions.stateTypes(call);
      var first = fields.size();
      for (var s = 0; s < states.size(); s++) {
        fields.add(Field.of(output.field(keys.size() + i).name() + "$" + s, states.get(s)));
      }
      finals.add(call.over(IntStream.range(first, fields.size()).boxed().toList()));
    }
    var partial =
        new PlanNode.Aggregate(
            rows.node(), keys, calls, AggregatePhase.PARTIAL, new Schema(fields));
    var piece = new Piece(partial, rows.spread());
    var keyPositions = IntStream.range(0, keys.size()).boxed().toList();
    var moved = brought(piece, keys.size());
    var node =
        new PlanNode.Aggregate(moved.node(), keyPositions, finals, AggregatePhase.FINAL, output);
    return new Piece(node, moved.spread());
  }

  /// Calcite wraps a subquery that is used as a value in SINGLE_VALUE aggregates.
  private static boolean isSingleValue(Aggregate aggregate) {
    return aggregate.getGroupSet().isEmpty()
        && !aggregate.getAggCallList().isEmpty()
        && aggregate.getAggCallList().stream()
            .allMatch(call -> call.getAggregation().getKind() == SqlKind.SINGLE_VALUE);
  }

  private Piece singleRow(Aggregate aggregate, Piece input) {
    var node = exchanges.gather(input).node();
    var columns = new ArrayList<Expression>();
    for (var call : aggregate.getAggCallList()) {
      var column = call.getArgList().getFirst();
      columns.add(new Expression.InputColumn(column, node.output().type(column)));
    }
    var output = SqlTypes.toSchema(aggregate.getRowType());
    return new Piece(
        new PlanNode.SingleRow(new PlanNode.Project(node, columns, output)), Spread.SINGLE);
  }
}
