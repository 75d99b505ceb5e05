package dev.mutirao.planner.optimize;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/// A part of an aggregation: PARTIAL makes states of rows, FINAL makes results of states. Between
/// them states are columns like others; a row that is joined with many rows stands for as many.
public final class PhasedAggregate extends SingleRel {
  private final List<Integer> keys;
  private final List<AggregateCall> calls;
  private final AggregatePhase phase;

  private PhasedAggregate(
      RelNode input,
      List<Integer> keys,
      List<AggregateCall> calls,
      AggregatePhase phase,
      RelDataType rowType) {
    super(input.getCluster(), input.getTraitSet(), input);
    this.keys = List.copyOf(keys);
    this.calls = List.copyOf(calls);
    this.phase = phase;
    this.rowType = rowType;
  }

  /// Gives the keys, then the columns of every call's state.
  static PhasedAggregate partial(RelNode input, List<Integer> keys, List<AggregateCall> calls) {
    var factory = input.getCluster().getTypeFactory();
    var row = factory.builder();
    keys.forEach(key -> row.add(input.getRowType().getFieldList().get(key)));
    for (var i = 0; i < calls.size(); i++) {
      var states = AggregateFunctions.stateTypes(calls.get(i));
      for (var s = 0; s < states.size(); s++) {
        row.add("state" + i + "$" + s, SqlTypes.toCalcite(factory, states.get(s), true));
      }
    }
    return new PhasedAggregate(input, keys, calls, AggregatePhase.PARTIAL, row.uniquify().build());
  }

  /// Gives the columns of an aggregation whose partial states come in after its keys, which are the
  /// first columns.
  static PhasedAggregate last(
      RelNode input, int keys, List<AggregateCall> calls, RelDataType rowType) {
    var over = new ArrayList<AggregateCall>();
    var next = keys;
    for (var call : calls) {
      var states = AggregateFunctions.stateTypes(call).size();
      over.add(call.over(IntStream.range(next, next + states).boxed().toList()));
      next += states;
    }
    return new PhasedAggregate(
        input, IntStream.range(0, keys).boxed().toList(), over, AggregatePhase.FINAL, rowType);
  }

  public List<Integer> keys() {
    return keys;
  }

  public List<AggregateCall> calls() {
    return calls;
  }

  public AggregatePhase phase() {
    return phase;
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    var rows = metadata.getRowCount(input);
    return rows == null ? 1 : RowCountHandler.groups(input, keys, rows);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("phase", phase)
        .item("keys", keys)
        .item(
            "calls",
            calls.stream()
                .map(call -> call.function() + call.arguments() + call.filter())
                .toList());
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PhasedAggregate(inputs.getFirst(), keys, calls, phase, rowType);
  }
}
