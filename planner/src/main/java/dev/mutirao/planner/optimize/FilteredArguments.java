package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Computes what an aggregate with FILTER takes of the rows only that the filter keeps, unless it
/// cannot fail: `sum(10 / x) FILTER (WHERE x <> 0)` divides by no zero.
///
/// ```
/// Aggregate(SUM($0) FILTER $1)        Aggregate(SUM($2) FILTER $1)
///   Project(10 / $0, $0 <> 0)    ->     Project(10 / $0, $0 <> 0, CASE($0 <> 0, 10 / $0, NULL))
/// ```
final class FilteredArguments extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited instanceof Aggregate aggregate
            && aggregate.getInput() instanceof Project project
            && !project.containsOver()
        ? guarded(aggregate, project)
        : visited;
  }

  private static RelNode guarded(Aggregate aggregate, Project project) {
    var columns = new ArrayList<>(project.getProjects());
    var calls =
        aggregate.getAggCallList().stream()
            .map(call -> mayBeGuarded(call, columns) ? guarded(call, columns, project) : call)
            .toList();
    if (columns.size() == project.getProjects().size()) {
      return aggregate;
    }
    var names = new ArrayList<>(project.getRowType().getFieldNames());
    while (names.size() < columns.size()) {
      names.add("filtered$" + names.size());
    }
    var types = project.getCluster().getTypeFactory();
    var input =
        project.copy(
            project.getTraitSet(),
            project.getInput(),
            columns,
            RexUtil.createStructType(types, columns, names, null));
    return aggregate.copy(
        aggregate.getTraitSet(), input, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
  }

  /// A filter that draws a number would draw another one for the argument.
  private static boolean mayBeGuarded(AggregateCall call, List<RexNode> columns) {
    return call.hasFilter() && RexUtil.isDeterministic(columns.get(call.filterArg));
  }

  /// The call with guarded arguments and keys of its order, which are added to the columns.
  private static AggregateCall guarded(AggregateCall call, List<RexNode> columns, Project project) {
    var arguments =
        call.getArgList().stream()
            .map(argument -> guarded(argument, call.filterArg, columns, project))
            .toList();
    var order =
        call.getCollation().getFieldCollations().stream()
            .map(key ->
                key.withFieldIndex(guarded(key.getFieldIndex(), call.filterArg, columns, project)))
            .toList();
    return call.withArgList(arguments).withCollation(RelCollations.of(order));
  }

  /// Which column has the value of a column where the filter holds. It is added when there is none.
  private static int guarded(int column, int filter, List<RexNode> columns, Project project) {
    var value = columns.get(column);
    if (SafeValues.isSafe(value) || RexUtil.isConstant(value)) {
      return column;
    }
    var rex = project.getCluster().getRexBuilder();
    var types = project.getCluster().getTypeFactory();
    var none = rex.makeNullLiteral(types.createTypeWithNullability(value.getType(), true));
    var guarded = rex.makeCall(SqlStdOperatorTable.CASE, columns.get(filter), value, none);
    if (!columns.contains(guarded)) {
      columns.add(guarded);
    }
    return columns.indexOf(guarded);
  }
}
