package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.schema.TransientTable;

/// Moves work into scans.
final class ScanRules {
  private ScanRules() {}

  /// Every table becomes a {@link DataScan} of all its rows and columns; what a recursive query
  /// reads of itself is none.
  static RelNode introduce(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(TableScan scan) {
            return scan instanceof DataScan || scan.getTable().unwrap(TransientTable.class) != null
                ? scan
                : DataScan.of(scan);
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

  /// Asks the scan for the columns that the projection uses; a projection that only picks columns
  /// goes away.
  private static RelNode project(Project project, DataScan scan) {
    if (scan.filter() != null) {
      return project;
    }
    var picked = pickedColumns(project);
    var used =
        picked.isEmpty()
            ? RelOptUtil.InputFinder.bits(project.getProjects(), null).asList()
            : picked;
    if (used.size() == scan.columns().size() && picked.isEmpty()) {
      return project;
    }
    var narrowed = scan.withColumns(used);
    if (!picked.isEmpty() && narrowed.getRowType().equals(project.getRowType())) {
      return narrowed;
    }
    var moved =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(used.indexOf(column.getIndex()), column.getType());
          }
        }.visitList(project.getProjects());
    return project.copy(project.getTraitSet(), narrowed, moved, project.getRowType());
  }

  /// The columns that the projection gives, when it gives each once and computes nothing.
  private static List<Integer> pickedColumns(Project project) {
    if (!project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
      return List.of();
    }
    var columns =
        project.getProjects().stream().map(each -> ((RexInputRef) each).getIndex()).toList();
    return columns.stream().distinct().count() == columns.size() ? columns : List.of();
  }

  private static RelNode filter(Filter filter, DataScan scan) {
    var deterministic = RexUtil.isDeterministic(filter.getCondition());
    return scan.filter() == null && scan.limit().isEmpty() && deterministic
        ? scan.withFilter(filter.getCondition())
        : filter;
  }

  private static boolean isLimit(Sort sort) {
    return sort.getCollation().getFieldCollations().isEmpty() && LimitRows.of(sort).isPresent();
  }

  private static RelNode limit(Sort sort) {
    long rows = LimitRows.of(sort).orElseThrow();
    return switch (sort.getInput()) {
      case DataScan scan when scan.filter() == null && scan.sample().isEmpty() ->
          sort.copy(sort.getTraitSet(), List.of(scan.withLimit(rows)));
      default -> sort;
    };
  }
}
