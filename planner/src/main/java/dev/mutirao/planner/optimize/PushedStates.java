package dev.mutirao.planner.optimize;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.plan.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// A tree in which partial states have taken the place of the rows of some part of it.
///
/// @param needed the columns that are left of the tree as it was
/// @param places where each of them is now
/// @param firstState where the columns of the states begin
/// @param calls of which they are the states
/// @param gain how much cheaper this is, in the units of {@link EagerCosts}
record PushedStates(
    RelNode node,
    List<Integer> needed,
    List<Integer> places,
    int firstState,
    List<AggregateCall> calls,
    double gain) {
  PushedStates {
    needed = List.copyOf(needed);
    places = List.copyOf(places);
    calls = List.copyOf(calls);
  }

  /// The states of all rows of a node, by the columns that are needed of it.
  static PushedStates of(RelNode node, List<Integer> needed, PartialCalls calls, double gain) {
    var partial = calls.over(node, needed);
    var places = IntStream.range(0, needed.size()).boxed().toList();
    return new PushedStates(partial, needed, places, needed.size(), partial.calls(), gain);
  }

  /// The filter above the input that this replaces.
  PushedStates above(Filter filter) {
    var filtered =
        filter.copy(filter.getTraitSet(), node, moved(filter.getCondition(), this::place));
    return new PushedStates(filtered, needed, places, firstState, calls, gain);
  }

  /// Some columns of the projection above the input that this replaces.
  PushedStates above(Project project, List<Integer> wanted) {
    var columns = new ArrayList<RexNode>();
    wanted.forEach(column -> columns.add(moved(project.getProjects().get(column), this::place)));
    return projected(columns, wanted);
  }

  /// The join above the input, the left or the right one, that this replaces.
  PushedStates above(Join join, boolean isLeft, List<Integer> wanted) {
    int oldWidth = join.getLeft().getRowType().getFieldCount();
    int newWidth = isLeft ? node.getRowType().getFieldCount() : oldWidth;
    IntUnaryOperator place =
        column ->
            isLeft
                ? column < oldWidth ? place(column) : newWidth + column - oldWidth
                : column < oldWidth ? column : oldWidth + place(column - oldWidth);
    var joined =
        join.copy(
            join.getTraitSet(),
            moved(join.getCondition(), place),
            isLeft ? node : join.getLeft(),
            isLeft ? join.getRight() : node,
            join.getJoinType(),
            false);
    return new PushedStates(
        joined,
        wanted,
        wanted.stream().map(place::applyAsInt).toList(),
        isLeft ? firstState : oldWidth + firstState,
        calls,
        gain);
  }

  /// Some of the columns, then the states.
  RelNode columns(List<Integer> wanted) {
    return projected(
            wanted.stream()
                .map(column -> (RexNode) RexInputRef.of(place(column), node.getRowType()))
                .toList(),
            wanted)
        .node();
  }

  private PushedStates projected(List<RexNode> columns, List<Integer> wanted) {
    var all = new ArrayList<>(columns);
    for (var state = 0; state < states(); state++) {
      all.add(RexInputRef.of(firstState + state, node.getRowType()));
    }
    return new PushedStates(
        PartialCalls.project(node, all),
        wanted,
        IntStream.range(0, wanted.size()).boxed().toList(),
        wanted.size(),
        calls,
        gain);
  }

  private int place(int column) {
    return places.get(needed.indexOf(column));
  }

  private int states() {
    return calls.stream().mapToInt(call -> AggregateFunctions.stateTypes(call).size()).sum();
  }

  private static RexNode moved(RexNode expression, IntUnaryOperator place) {
    return expression.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(place.applyAsInt(column.getIndex()), column.getType());
          }
        });
  }
}
