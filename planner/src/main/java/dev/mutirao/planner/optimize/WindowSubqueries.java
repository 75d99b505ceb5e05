package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/// Computes the subqueries of a projection with window functions in one below it; Calcite removes
/// no subquery from inside a window.
///
/// ```
/// Project(COUNT(*) OVER (PARTITION BY (q)))       Project(COUNT(*) OVER (PARTITION BY $1))
///   x                                         ->    Project($0, (q))
///                                                     x
/// ```
final class WindowSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited instanceof Project project && project.containsOver() ? below(project) : visited;
  }

  private static RelNode below(Project project) {
    var columns = new ArrayList<RexNode>();
    var fields = project.getInput().getRowType().getFieldList();
    var names = new ArrayList<>(project.getInput().getRowType().getFieldNames());
    fields.forEach(field -> columns.add(RexInputRef.of(field.getIndex(), fields)));
    var places = new LinkedHashMap<RexSubQuery, Integer>();
    var outside =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            int place = places.computeIfAbsent(subquery, each -> fields.size() + places.size());
            return new RexInputRef(place, subquery.getType());
          }
        };
    var windows = outside.visitList(project.getProjects());
    if (places.isEmpty()) {
      return project;
    }
    places.forEach((subquery, place) -> {
      columns.add(subquery);
      names.add("$subquery" + place);
    });
    var input =
        LogicalProject.create(
            project.getInput(), List.of(), columns, names, project.getVariablesSet());
    return LogicalProject.create(
        input, List.of(), windows, project.getRowType().getFieldNames(), Set.of());
  }
}
