package dev.mutirao.planner.optimize;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Compares rows within the subquery that they are looked for in, where Calcite takes the answer
/// for unknown as soon as one column is NULL, also where another one differs: `(1, 2) IN (SELECT
/// NULL, 3)` is false, and so is `(NULL, 2) IN (SELECT 1, 3)`.
///
/// | written | becomes |
/// | --- | --- |
/// | `(1, 2) IN (SELECT x, y FROM t)` | `true IN (SELECT 1 = x AND 2 = y FROM t)` |
/// | `(a, b) IN (SELECT x, y FROM t)`, where a or b can be NULL | `true IN (SELECT a = x AND b = y FROM t)` |
final class RowMembership extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    var comparison = new Comparison(visited);
    var compared = visited.accept(comparison);
    return comparison.used.isEmpty() ? compared : withVariables(compared, comparison.used);
  }

  private static RelNode withVariables(RelNode node, Set<CorrelationId> more) {
    var variables =
        ImmutableSet.<CorrelationId>builder().addAll(node.getVariablesSet()).addAll(more).build();
    return switch (node) {
      case LogicalFilter filter ->
          LogicalFilter.create(filter.getInput(), filter.getCondition(), variables);
      case LogicalProject project ->
          LogicalProject.create(
              project.getInput(),
              project.getHints(),
              project.getProjects(),
              project.getRowType(),
              variables);
      default ->
          throw QueryErrors.notSupported(
              "IN with several columns, some of which can be NULL, elsewhere than in SELECT and"
                  + " WHERE,");
    };
  }

  private final class Comparison extends RexShuttle {
    private final RelNode node;

    /// What stands for the node's rows in what was compared.
    private final Set<CorrelationId> used = new HashSet<>();

    Comparison(RelNode node) {
      this.node = node;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery written) {
      var visited = (RexSubQuery) super.visitSubQuery(written);
      var subquery = visited.clone(visited.rel.accept(RowMembership.this));
      if (subquery.getKind() != SqlKind.IN || subquery.getOperands().size() == 1) {
        return subquery;
      }
      if (subquery.getOperands().stream().allMatch(RexUtil::isConstant)) {
        return compared(subquery, subquery.getOperands());
      }
      if (subquery.getOperands().stream().noneMatch(each -> each.getType().isNullable())) {
        return subquery;
      }
      if (RexUtil.SubQueryFinder.find(subquery.getOperands()) != null) {
        throw QueryErrors.notSupported("a subquery in a row that is looked for in another one");
      }
      var variable = variable(subquery.rel);
      used.add(variable);
      return compared(subquery, outer(subquery.getOperands(), variable));
    }

    /// The variable by which a subquery knows the node's rows already, or another one: it must not
    /// have two.
    private CorrelationId variable(RelNode subquery) {
      return RelOptUtil.getVariablesUsed(subquery).stream()
          .filter(node.getVariablesSet()::contains)
          .findFirst()
          .orElseGet(node.getCluster()::createCorrel);
    }

    /// Expressions of the node's rows, as a subquery sees them.
    private List<RexNode> outer(List<RexNode> expressions, CorrelationId variable) {
      var builder = node.getCluster().getRexBuilder();
      var rows = builder.makeCorrel(node.getInput(0).getRowType(), variable);
      return new RexShuttle() {
        @Override
        public RexNode visitInputRef(RexInputRef column) {
          return builder.makeFieldAccess(rows, column.getIndex());
        }
      }.visitList(expressions);
    }
  }

  private static RexNode compared(RexSubQuery subquery, List<RexNode> row) {
    var builder = RelFactories.LOGICAL_BUILDER.create(subquery.rel.getCluster(), null);
    builder.push(subquery.rel);
    var rex = builder.getRexBuilder();
    var comparisons = new ArrayList<RexNode>();
    for (int i = 0; i < row.size(); i++) {
      comparisons.add(rex.makeCall(SqlStdOperatorTable.EQUALS, row.get(i), builder.field(i)));
    }
    var equal = RexUtil.composeConjunction(rex, comparisons);
    return RexSubQuery.in(
        builder.project(List.of(equal), List.of("equal"), true).build(),
        ImmutableList.of(rex.makeLiteral(true)));
  }
}
