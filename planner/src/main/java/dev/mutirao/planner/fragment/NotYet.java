package dev.mutirao.planner.fragment;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;

/// Names in SQL's words what the executor cannot run.
final class NotYet {
  private NotYet() {}

  static String name(RelNode node) {
    return switch (node) {
      case Correlate ignored -> "this correlated subquery";
      default -> node.getRelTypeName();
    };
  }
}
