package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// Refuses subqueries that Calcite would get wrong.
///
/// | written | why |
/// | --- | --- |
/// | `(x, y) IN (query)` where it matters whether it is false or NULL, and x or y can be NULL | `(1, NULL) IN (SELECT 2, 3)` is false, and would be NULL |
/// | `(correlated query) IN (query)` | the first one would become a join that does not see its outer row |
/// | `a FULL JOIN b ON ... (query about both)` | no row of a or b may be lost, so the query cannot be joined to either before |
/// | `a LEFT JOIN b ON x > ALL (query about both)` | rows of the side that is kept would be lost |
final class RefusedSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    if (visited instanceof Filter filter) {
      RelOptUtil.conjunctions(filter.getCondition()).forEach(this::checkTerm);
    } else {
      visited.accept(new Values());
    }
    if (visited instanceof Join join && join.getJoinType().isOuterJoin()) {
      checkOuterJoin(join);
    }
    return visited;
  }

  private static void checkOuterJoin(Join join) {
    join.getCondition()
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery subquery) {
                var variables = RelOptUtil.getVariablesUsed(subquery.rel);
                boolean unsound =
                    join.getJoinType() == JoinRelType.FULL
                        || subquery.getKind() == SqlKind.SOME
                        || variables.stream().anyMatch(join.getVariablesSet()::contains);
                if (unsound && !variables.isEmpty()) {
                  throw QueryErrors.notSupported(
                      "a subquery that depends on both sides of a join, in the ON of an outer one,");
                }
                return super.visitSubQuery(subquery);
              }
            });
  }

  /// A term of a condition is as good as false when it is NULL.
  private void checkTerm(RexNode term) {
    if (term instanceof RexSubQuery subquery && subquery.getKind() == SqlKind.IN) {
      checkOperands(subquery);
      subquery.rel.accept(this);
    } else {
      term.accept(new Values());
    }
  }

  private static void checkOperands(RexSubQuery subquery) {
    for (var operand : subquery.getOperands()) {
      var inner = RexUtil.SubQueryFinder.find(operand);
      if (inner != null && !RelOptUtil.getVariablesUsed(inner.rel).isEmpty()) {
        throw QueryErrors.notSupported("a correlated subquery compared with another subquery");
      }
    }
  }

  private final class Values extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      checkOperands(subquery);
      subquery.rel.accept(RefusedSubqueries.this);
      if (subquery.getKind() == SqlKind.IN
          && subquery.getOperands().size() > 1
          && subquery.getOperands().stream().anyMatch(each -> each.getType().isNullable())) {
        throw QueryErrors.notSupported(
            "IN with several columns, some of which can be NULL, elsewhere than as a term of WHERE,");
      }
      return super.visitSubQuery(subquery);
    }
  }
}
