package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.LogicVisitor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/// Makes correlations of the subqueries in a projection. Calcite's rule takes a variable for that
/// of the projection's rows which stands for rows further out, where the projection names none of
/// its own, and reads its columns from the wrong rows then.
final class ProjectedSubqueries extends SubqueryRule {
  private ProjectedSubqueries() {
    super(CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE);
  }

  /// For trees in which projections {@linkplain #named name} their variables.
  static RelOptRule rule() {
    return new ProjectedSubqueries();
  }

  /// The tree with the variables that stand for its rows named by each projection with subqueries;
  /// one that stands for nothing where there is none.
  static RelNode named(RelNode tree) {
    return tree.accept(new Naming(Set.of()));
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Project project = call.rel(0);
    var builder = call.builder().push(project.getInput());
    List<RexNode> columns = project.getProjects();
    int found = 0;
    for (var subquery = RexUtil.SubQueryFinder.find(columns);
        subquery != null;
        subquery = RexUtil.SubQueryFinder.find(columns)) {
      var variables = RelOptUtil.getVariablesUsed(subquery.rel);
      if (!project.getVariablesSet().isEmpty()) {
        variables.retainAll(project.getVariablesSet());
      }
      var logic = LogicVisitor.find(RelOptUtil.Logic.TRUE_FALSE_UNKNOWN, columns, subquery);
      int width = builder.peek().getRowType().getFieldCount();
      var value = apply(subquery, variables, logic, builder, 1, width, ++found);
      columns = replaced(columns, subquery, value);
    }
    call.transformTo(builder.project(columns, project.getRowType().getFieldNames(), true).build());
  }

  private static List<RexNode> replaced(
      List<RexNode> columns, RexSubQuery subquery, RexNode value) {
    return new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery other) {
        return other.equals(subquery) ? value : other;
      }
    }.visitList(columns);
  }

  /// Goes down with the variables that stand for rows further out.
  private static final class Naming extends RelHomogeneousShuttle {
    private final Set<CorrelationId> outer;

    Naming(Set<CorrelationId> outer) {
      this.outer = outer;
    }

    @Override
    public RelNode visit(RelNode other) {
      if (other instanceof Correlate correlate) {
        var inputs = new ArrayList<RelNode>();
        inputs.add(correlate.getLeft().accept(this));
        inputs.add(correlate.getRight().accept(with(Set.of(correlate.getCorrelationId()))));
        return correlate.copy(correlate.getTraitSet(), inputs);
      }
      var visited = super.visit(other);
      var own = own(visited);
      var within = with(own);
      var named =
          visited.accept(
              new RexShuttle() {
                @Override
                public RexNode visitSubQuery(RexSubQuery subquery) {
                  var inner = (RexSubQuery) super.visitSubQuery(subquery);
                  return inner.clone(inner.rel.accept(within));
                }
              });
      return named instanceof LogicalProject project && hasSubquery(project)
          ? LogicalProject.create(
              project.getInput(),
              project.getHints(),
              project.getProjects(),
              project.getRowType(),
              own.isEmpty() ? Set.of(project.getCluster().createCorrel()) : own)
          : named;
    }

    private Naming with(Set<CorrelationId> more) {
      var all = new HashSet<>(outer);
      all.addAll(more);
      return new Naming(all);
    }

    /// The variables that stand for the rows which a node's subqueries are about.
    private Set<CorrelationId> own(RelNode node) {
      if (!(node instanceof Project project)
          || !project.getVariablesSet().isEmpty()
          || !hasSubquery(project)) {
        return node.getVariablesSet();
      }
      var own = new HashSet<CorrelationId>();
      project.accept(
          new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subquery) {
              own.addAll(RelOptUtil.getVariablesUsed(subquery.rel));
              return super.visitSubQuery(subquery);
            }
          });
      own.removeAll(outer);
      return own;
    }

    private static boolean hasSubquery(Project project) {
      return RexUtil.SubQueryFinder.find(project.getProjects()) != null;
    }
  }
}
