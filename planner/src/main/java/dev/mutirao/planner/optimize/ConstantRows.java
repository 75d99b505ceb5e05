package dev.mutirao.planner.optimize;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Compares a row of constants within the subquery that is asked for it. Calcite takes the answer
/// for unknown as soon as one column is NULL, also where another one differs: `(1, 2) IN (SELECT
/// NULL, 3)` is false.
///
/// | written | becomes |
/// | --- | --- |
/// | `(1, 2) IN (SELECT x, y FROM t)` | `true IN (SELECT 1 = x AND 2 = y FROM t)` |
final class ConstantRows extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    return super.visit(other)
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery written) {
                var visited = (RexSubQuery) super.visitSubQuery(written);
                var subquery = visited.clone(visited.rel.accept(ConstantRows.this));
                return subquery.getKind() == SqlKind.IN
                        && subquery.getOperands().size() > 1
                        && subquery.getOperands().stream().allMatch(RexUtil::isConstant)
                    ? compared(subquery)
                    : subquery;
              }
            });
  }

  private static RexNode compared(RexSubQuery subquery) {
    var builder = RelFactories.LOGICAL_BUILDER.create(subquery.rel.getCluster(), null);
    builder.push(subquery.rel);
    var rex = builder.getRexBuilder();
    var comparisons = new ArrayList<RexNode>();
    for (int i = 0; i < subquery.getOperands().size(); i++) {
      comparisons.add(
          rex.makeCall(
              SqlStdOperatorTable.EQUALS, subquery.getOperands().get(i), builder.field(i)));
    }
    var equal = RexUtil.composeConjunction(rex, comparisons);
    return RexSubQuery.in(
        builder.project(List.of(equal), List.of("equal"), true).build(),
        ImmutableList.of(rex.makeLiteral(true)));
  }
}
