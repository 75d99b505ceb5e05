package dev.mutirao.planner.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;

/// Trees that give one row in any case: aggregations without groups.
final class SingleRows {
  private SingleRows() {}

  static boolean areGivenBy(RelNode tree) {
    return switch (tree) {
      case Project project -> areGivenBy(project.getInput());
      case Aggregate aggregate ->
          aggregate.getGroupCount() == 0 && aggregate.getGroupSets().size() == 1;
      default -> false;
    };
  }
}
