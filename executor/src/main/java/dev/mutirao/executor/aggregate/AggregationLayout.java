package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// What an aggregation keeps per group and which columns feed it. Calls whose states are the same
/// share one.
///
/// @param keys input columns of the keys
/// @param keyTypes their types
/// @param states what is kept per group
/// @param calls the calls, in the order of the output
/// @param stateOfCall position in `states` per call
/// @param accumulators makes the states
/// @param phase whether the input is rows or states, and the output states or results
record AggregationLayout(
    List<Integer> keys,
    List<Type> keyTypes,
    List<State> states,
    List<AggregateCall> calls,
    List<Integer> stateOfCall,
    AggregatePhase phase,
    Accumulators accumulators) {
  AggregationLayout {
    keys = List.copyOf(keys);
    keyTypes = List.copyOf(keyTypes);
    states = List.copyOf(states);
    calls = List.copyOf(calls);
    stateOfCall = List.copyOf(stateOfCall);
  }

  /// One accumulator.
  ///
  /// @param call a call that it serves
  /// @param distinct whether only rows with new arguments reach it
  record State(AggregateCall call, boolean distinct) {
    int columns() {
      return AggregateFunctions.stateTypes(call).size();
    }
  }

  static AggregationLayout of(PlanNode.Aggregate node, Accumulators accumulators) {
    var states = new ArrayList<State>();
    var kinds = new ArrayList<AggregateCall>();
    var stateOfCall = new ArrayList<Integer>();
    for (var call : node.calls()) {
      boolean distinct = call.distinct() && Accumulators.countsDuplicates(call);
      if (distinct && node.phase() != AggregatePhase.SINGLE) {
        throw new IllegalArgumentException(
            "DISTINCT needs all rows of a group in one place: " + call.function());
      }
      var kind = kind(call, distinct);
      int known = kinds.indexOf(kind);
      if (known < 0) {
        known = states.size();
        kinds.add(kind);
        states.add(new State(call, distinct));
      }
      stateOfCall.add(known);
    }
    var input = node.input().output();
    return new AggregationLayout(
        node.keys(),
        node.keys().stream().map(input::type).toList(),
        states,
        node.calls(),
        stateOfCall,
        node.phase(),
        accumulators);
  }

  /// Whether a state must see the very rows, so that partial states cannot stand for them.
  boolean hasDistinct() {
    return states.stream().anyMatch(State::distinct);
  }

  /// Whether rows may be kept in partitions and added later. The aggregates of users are called for
  /// whole batches.
  boolean mayKeepRows() {
    return !keys.isEmpty() && calls.stream().noneMatch(call -> QualifiedName.is(call.function()));
  }

  /// Whether a state is all the values of a group, so that there is much to do per group.
  boolean keepsValues() {
    return states.stream().anyMatch(state -> Accumulators.keepsValues(state.call()));
  }

  /// The same for calls that share a state.
  private static AggregateCall kind(AggregateCall call, boolean distinct) {
    return new AggregateCall(
        Accumulators.family(call),
        call.arguments(),
        call.argumentTypes(),
        List.of(),
        call.orderBy(),
        distinct,
        call.filter(),
        Type.Simple.NULL);
  }
}
