package dev.mutirao.planner.optimize;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Makes one list of rows of constants that are put together: VALUES with an expression in it is a
/// union of one row each, and the list keeps their order.
final class ConstantUnions extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    return visited instanceof Union union && union.all ? list(union) : visited;
  }

  private static RelNode list(Union union) {
    var type = union.getRowType();
    var tuples = ImmutableList.<ImmutableList<RexLiteral>>builder();
    for (var input : union.getInputs()) {
      var rows = rows(input, type);
      if (rows.isEmpty()) {
        return union;
      }
      tuples.addAll(rows.get());
    }
    return LogicalValues.create(union.getCluster(), type, tuples.build());
  }

  /// The rows of an input that consists of constants of the union's own types.
  private static Optional<ImmutableList<ImmutableList<RexLiteral>>> rows(
      RelNode input, RelDataType union) {
    if (!union.equalsSansFieldNamesAndNullability(input.getRowType())) {
      return Optional.empty();
    }
    return switch (input) {
      case Values values -> Optional.of(values.getTuples());
      case Project project
          when project.getInput() instanceof Values values && values.getTuples().size() == 1 ->
          literals(project.getProjects()).map(ImmutableList::of);
      default -> Optional.empty();
    };
  }

  private static Optional<ImmutableList<RexLiteral>> literals(List<RexNode> expressions) {
    var literals = new ArrayList<RexLiteral>();
    for (var expression : expressions) {
      if (!(plain(expression) instanceof RexLiteral literal)) {
        return Optional.empty();
      }
      literals.add(literal);
    }
    return Optional.of(ImmutableList.copyOf(literals));
  }

  /// Without a cast that only says that there may be NULL.
  private static RexNode plain(RexNode expression) {
    return expression.isA(SqlKind.CAST)
            && expression instanceof RexCall cast
            && SqlTypeUtil.equalSansNullability(
                cast.getType(), cast.getOperands().getFirst().getType())
        ? cast.getOperands().getFirst()
        : expression;
  }
}
