package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/// Parts a projection with window functions and subqueries in two: Calcite removes no subquery from
/// inside a window, and no window is computed inside the condition that a subquery becomes.
///
/// ```
/// Project(COUNT(*) OVER (PARTITION BY (q)))       Project(COUNT(*) OVER (PARTITION BY $1))
///   x                                         ->    Project($0, (q))
///                                                     x
///
/// Project(COUNT(*) OVER () IN (q))                Project($1 IN (q))
///   x                                         ->    Project($0, COUNT(*) OVER ())
///                                                     x
/// ```
final class WindowSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    if (!(visited instanceof Project project) || !project.containsOver()) {
      return visited;
    }
    return looksForWindows(project) ? above(project) : below(project);
  }

  /// Whether a subquery is about the value of a window function, as that of `rank() OVER () IN
  /// (q)`.
  private static boolean looksForWindows(Project project) {
    var found = new boolean[1];
    project.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            found[0] |= RexOver.containsOver(subquery.getOperands(), null);
            return super.visitSubQuery(subquery);
          }
        });
    return found[0];
  }

  private static RelNode below(Project project) {
    var subqueries = new Moved(project, "$subquery");
    var windows =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            return subqueries.column(subquery);
          }
        }.visitList(project.getProjects());
    return subqueries.isEmpty()
        ? project
        : subqueries.projection(project.getVariablesSet(), windows, Set.of());
  }

  private static RelNode above(Project project) {
    var windows = new Moved(project, "$window");
    var subqueries =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver window) {
            if (RexUtil.SubQueryFinder.find(window) != null) {
              throw QueryErrors.notSupported(
                  "a subquery inside a window function beside one about a window function");
            }
            return windows.column(window);
          }
        }.visitList(project.getProjects());
    return windows.projection(Set.of(), subqueries, project.getVariablesSet());
  }

  /// Expressions that move into a projection of their own, below the rest, behind all columns of
  /// the input.
  private static final class Moved {
    private final Project project;
    private final String name;
    private final List<RelDataTypeField> fields;
    private final LinkedHashMap<RexNode, Integer> places = new LinkedHashMap<>();

    /// @param name what the columns are called, before a number
    Moved(Project project, String name) {
      this.project = project;
      this.name = name;
      this.fields = project.getInput().getRowType().getFieldList();
    }

    /// The column that an expression has below. Equal expressions have one.
    RexNode column(RexNode moved) {
      int place = places.computeIfAbsent(moved, each -> fields.size() + places.size());
      return new RexInputRef(place, moved.getType());
    }

    boolean isEmpty() {
      return places.isEmpty();
    }

    /// The projection in two.
    ///
    /// @param below variables of outer rows that the moved expressions define
    /// @param rest what is left of the projection
    /// @param above variables that the rest defines
    RelNode projection(Set<CorrelationId> below, List<RexNode> rest, Set<CorrelationId> above) {
      var columns = new ArrayList<RexNode>();
      var names = new ArrayList<>(project.getInput().getRowType().getFieldNames());
      fields.forEach(field -> columns.add(RexInputRef.of(field.getIndex(), fields)));
      places.forEach((expression, place) -> {
        columns.add(expression);
        names.add(name + place);
      });
      var input = LogicalProject.create(project.getInput(), List.of(), columns, names, below);
      return LogicalProject.create(
          input, List.of(), rest, project.getRowType().getFieldNames(), above);
    }
  }
}
