package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;

/// Gives arguments of SUM and AVG types of 64 bits where the files' statistics prove that every
/// value fits. What these aggregates give depends on the scale only, so nothing else changes.
///
/// ```
/// Aggregate(SUM($1))                           Aggregate(SUM($1))
///   Project($0, $2 * $3: DECIMAL(30, 4))   ->    Project($0, $2 * $3: DECIMAL(12, 4))
/// ```
final class NarrowDecimals extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited instanceof Aggregate aggregate
            && aggregate.getInput() instanceof Project project
            && !project.containsOver()
        ? narrowed(aggregate, project)
        : visited;
  }

  private static RelNode narrowed(Aggregate aggregate, Project project) {
    var decimals = new BoundedDecimals(project.getInput());
    var expressions = new ArrayList<RexNode>();
    for (int column = 0; column < project.getProjects().size(); column++) {
      var expression = project.getProjects().get(column);
      expressions.add(
          isWide(expression) && isOnlySummed(aggregate, column)
              ? decimals.narrowed(expression).orElse(expression)
              : expression);
    }
    if (expressions.equals(project.getProjects())) {
      return aggregate;
    }
    var type =
        RexUtil.createStructType(
            project.getCluster().getTypeFactory(),
            expressions,
            project.getRowType().getFieldNames(),
            null);
    var input = project.copy(project.getTraitSet(), project.getInput(), expressions, type);
    return aggregate.copy(aggregate.getTraitSet(), List.of(input));
  }

  private static boolean isWide(RexNode expression) {
    return expression.getType().getSqlTypeName() == SqlTypeName.DECIMAL
        && expression.getType().getPrecision() > BoundedDecimals.MAX_PRECISION;
  }

  private static boolean isOnlySummed(Aggregate aggregate, int column) {
    return !aggregate.getGroupSet().get(column)
        && aggregate.getAggCallList().stream()
            .filter(call -> uses(call, column))
            .allMatch(NarrowDecimals::isSum);
  }

  private static boolean uses(AggregateCall call, int column) {
    return call.getArgList().contains(column)
        || call.filterArg == column
        || call.collation.getKeys().contains(column);
  }

  private static boolean isSum(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case SUM, SUM0, AVG -> call.collation.getKeys().isEmpty();
      default -> false;
    };
  }
}
