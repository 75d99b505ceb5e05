package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUtil;

/// Moves work into scans.
final class ScanRules {
  private ScanRules() {}

  /// Every table becomes a {@link DataScan} of all its rows and columns.
  static RelNode introduce(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(TableScan scan) {
            return scan instanceof DataScan ? scan : DataScan.of(scan);
          }
        });
  }

  /// Projections, filters and limits directly above a scan become part of it, from the bottom.
  static RelNode push(RelNode tree) {
    var inputs = new ArrayList<RelNode>();
    var changed = false;
    for (var input : tree.getInputs()) {
      var pushed = push(input);
      changed |= pushed != input;
      inputs.add(pushed);
    }
    var node = changed ? tree.copy(tree.getTraitSet(), inputs) : tree;
    return switch (node) {
      case Project project when project.getInput() instanceof DataScan scan ->
          project(project, scan);
      case Filter filter when filter.getInput() instanceof DataScan scan -> filter(filter, scan);
      case Sort sort when isLimit(sort) -> limit(sort);
      default -> node;
    };
  }

  private static RelNode project(Project project, DataScan scan) {
    if (scan.filter() != null
        || !project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
      return project;
    }
    var columns =
        project.getProjects().stream().map(each -> ((RexInputRef) each).getIndex()).toList();
    if (columns.stream().distinct().count() < columns.size()) {
      return project;
    }
    var narrowed = scan.withColumns(columns);
    return narrowed.getRowType().equals(project.getRowType())
        ? narrowed
        : project.copy(
            project.getTraitSet(),
            narrowed,
            narrowed.getCluster().getRexBuilder().identityProjects(narrowed.getRowType()),
            project.getRowType());
  }

  private static RelNode filter(Filter filter, DataScan scan) {
    var deterministic = RexUtil.isDeterministic(filter.getCondition());
    return scan.filter() == null && scan.limit().isEmpty() && deterministic
        ? scan.withFilter(filter.getCondition())
        : filter;
  }

  private static boolean isLimit(Sort sort) {
    return sort.getCollation().getFieldCollations().isEmpty() && sort.fetch instanceof RexLiteral;
  }

  private static RelNode limit(Sort sort) {
    var rows =
        RexLiteral.intValue(sort.fetch)
            + (sort.offset instanceof RexLiteral offset ? (long) RexLiteral.intValue(offset) : 0);
    return switch (sort.getInput()) {
      case DataScan scan when scan.filter() == null ->
          sort.copy(sort.getTraitSet(), java.util.List.of(scan.withLimit(rows)));
      default -> sort;
    };
  }
}
