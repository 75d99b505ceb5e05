package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import java.util.List;

/// The plan of a subtree inside the fragment that is being built.
///
/// @param spread over which executors its rows are spread
/// @param order the order of the rows on each executor; empty when there is none
record Piece(PlanNode node, Spread spread, List<SortKey> order) {
  Piece {
    order = List.copyOf(order);
  }

  Piece(PlanNode node, Spread spread) {
    this(node, spread, List.of());
  }

  boolean isSingle() {
    return spread instanceof Spread.Single;
  }
}
