package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/// INTERSECT ALL and EXCEPT ALL: equal rows of an input are numbered, which makes every row the
/// only one of its kind.
///
/// ```
/// a INTERSECT ALL b  ->  project columns of (a with number) INTERSECT (b with number)
/// ```
final class NumberedSetOperations {
  private NumberedSetOperations() {}

  static RelNode number(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return numbered(super.visit(node));
          }
        });
  }

  private static RelNode numbered(RelNode node) {
    return switch (node) {
      case LogicalIntersect intersect when intersect.all -> distinct(intersect);
      case LogicalMinus minus when minus.all -> distinct(minus);
      default -> node;
    };
  }

  private static RelNode distinct(SetOp operation) {
    var builder = RelFactories.LOGICAL_BUILDER.create(operation.getCluster(), null);
    for (var input : operation.getInputs()) {
      builder.push(input).project(withNumber(builder), List.of(), true);
    }
    if (operation instanceof LogicalMinus) {
      builder.minus(false, operation.getInputs().size());
    } else {
      builder.intersect(false, operation.getInputs().size());
    }
    var columns = builder.fields().subList(0, operation.getRowType().getFieldCount());
    return builder.project(columns, operation.getRowType().getFieldNames(), true).build();
  }

  private static List<RexNode> withNumber(RelBuilder builder) {
    var columns = new ArrayList<RexNode>(builder.fields());
    var number =
        builder
            .aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
            .over()
            .partitionBy(builder.fields())
            .toRex();
    columns.add(number);
    return columns;
  }
}
