package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/// The values of columns that are the same for all rows of a tree, by the projection that makes
/// them.
///
/// @param tree gives the columns
record ConstantColumns(RelNode tree) {
  /// The value of a column in the type given; nothing when it depends on rows.
  Optional<Literal> of(int column, Type type) {
    return expression(tree, column)
        .flatMap(found -> ConstantValues.in(tree.getCluster()).of(found, type));
  }

  private static Optional<RexNode> expression(RelNode tree, int column) {
    return switch (tree) {
      case Project project ->
          project.getProjects().get(column) instanceof RexInputRef below
              ? expression(project.getInput(), below.getIndex())
              : Optional.of(project.getProjects().get(column));
      case Filter filter -> expression(filter.getInput(), column);
      case Sort sort -> expression(sort.getInput(), column);
      case Join join -> {
        int left = join.getLeft().getRowType().getFieldCount();
        yield column < left
            ? expression(join.getLeft(), column)
            : expression(join.getRight(), column - left);
      }
      default -> Optional.empty();
    };
  }
}
