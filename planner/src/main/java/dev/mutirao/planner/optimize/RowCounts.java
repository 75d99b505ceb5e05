package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;

/// An aggregation that only counts rows needs no columns of them.
final class RowCounts {
  private RowCounts() {}

  static RelNode withoutColumns(RelNode tree) {
    var inputs = new ArrayList<RelNode>();
    for (var input : tree.getInputs()) {
      inputs.add(withoutColumns(input));
    }
    if (tree instanceof Aggregate aggregate && onlyCountsRows(aggregate)) {
      var rows =
          inputs.getFirst() instanceof Project project ? project.getInput() : inputs.getFirst();
      return aggregate.copy(aggregate.getTraitSet(), List.of(bare(rows)));
    }
    return inputs.equals(tree.getInputs()) ? tree : tree.copy(tree.getTraitSet(), inputs);
  }

  private static RelNode bare(RelNode rows) {
    return rows instanceof DataScan scan && scan.filter() == null
        ? scan.withColumns(List.of())
        : rows;
  }

  private static boolean onlyCountsRows(Aggregate aggregate) {
    return aggregate.getGroupSet().isEmpty()
        && aggregate.getAggCallList().stream()
            .allMatch(call -> call.getArgList().isEmpty() && !call.hasFilter());
  }
}
