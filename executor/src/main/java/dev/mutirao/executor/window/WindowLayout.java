package dev.mutirao.executor.window;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WindowCall;
import java.util.ArrayList;
import java.util.List;

/// What follows from a window's plan node once and for all.
///
/// @param input columns of the rows
/// @param partitionBy columns that make a partition
/// @param partitionOrder keys that bring the rows of a partition together
/// @param orderBy the order inside a partition
/// @param sortBy everything by which rows are sorted: partition, order, and, where ties can change
///   a result, all other columns, so that rows that still tie are the same
/// @param kept columns that come out again
/// @param accumulators makes the states of aggregates, and knows the functions of users
record WindowLayout(
    Schema input,
    List<Integer> partitionBy,
    List<SortKey> partitionOrder,
    List<SortKey> orderBy,
    List<SortKey> sortBy,
    List<WindowCall> calls,
    List<Integer> kept,
    Accumulators accumulators) {
  static WindowLayout of(PlanNode.Window node, Accumulators accumulators) {
    var input = node.input().output();
    var partitionOrder = node.partitionBy().stream().map(WindowLayout::ascending).toList();
    var sortBy = new ArrayList<>(partitionOrder);
    sortBy.addAll(node.orderBy());
    if (node.calls().stream().anyMatch(WindowCall::dependsOnTies)) {
      for (int column = 0; column < input.size(); column++) {
        int candidate = column;
        if (sortBy.stream().noneMatch(key -> key.column() == candidate)) {
          sortBy.add(ascending(column));
        }
      }
    }
    return new WindowLayout(
        input,
        node.partitionBy(),
        partitionOrder,
        node.orderBy(),
        List.copyOf(sortBy),
        node.calls(),
        node.kept(),
        accumulators);
  }

  /// Whether any call asks which rows tie.
  boolean needsPeers() {
    return calls.stream().anyMatch(WindowCall::seesPeers);
  }

  private static SortKey ascending(int column) {
    return new SortKey(column, false, false);
  }
}
