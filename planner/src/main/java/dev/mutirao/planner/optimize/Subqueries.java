package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/// Removes subqueries from expressions.
final class Subqueries {
  private static final UnaryOperator<RelNode> TO_JOINS =
      Rules.withoutSharing(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

  private static final RelShuttle WITHOUT_VARIABLES =
      new RelHomogeneousShuttle() {
        @Override
        public RelNode visit(RelNode node) {
          var visited = super.visit(node);
          return visited instanceof LogicalJoin join && !join.getVariablesSet().isEmpty()
              ? LogicalJoin.create(
                  join.getLeft(),
                  join.getRight(),
                  join.getHints(),
                  join.getCondition(),
                  Set.of(),
                  join.getJoinType())
              : visited;
        }
      };

  private Subqueries() {}

  static RelNode remove(RelNode tree) {
    var simpler = tree.accept(new WindowSubqueries()).accept(new SimplerSubqueries());
    var semiJoined = SemiJoins.introduce(simpler);
    var joined =
        TO_JOINS.apply(semiJoined.accept(new RefusedSubqueries())).accept(new LiteralAggregates());
    LostRows.check(joined);
    joined = joined.accept(new OrderedSubqueries()).accept(new LateralAggregates());
    joined = isCorrelated(joined) ? joined.accept(new ConstantGroups()) : joined;
    var builder = RelFactories.LOGICAL_BUILDER.create(tree.getCluster(), null);
    var decorrelated = DependentOuterJoins.areIn(joined) ? null : joinedByKeys(joined, builder);
    var result = decorrelated == null ? joinedByDomain(joined, builder) : decorrelated;
    // Decorrelation makes literal aggregates of its own, and leaves names of variables on joins.
    return result.accept(new LiteralAggregates()).accept(WITHOUT_VARIABLES);
  }

  /// The usual way, whose plans are the best; null for the shapes that it does not know, some of
  /// which it fails on.
  private static @Nullable RelNode joinedByKeys(RelNode tree, RelBuilder builder) {
    try {
      var decorrelated = RelDecorrelator.decorrelateQuery(tree, builder);
      return isDone(decorrelated) ? decorrelated : null;
    } catch (RuntimeException | AssertionError unknownShape) {
      return null;
    }
  }

  /// The general way, which joins with the distinct values of the outer columns. It changes trees
  /// in place, so it gets a copy.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED for shapes that it fails
  ///   on
  private static RelNode joinedByDomain(RelNode tree, RelBuilder builder) {
    var copy =
        tree.accept(
            new RelHomogeneousShuttle() {
              @Override
              public RelNode visit(RelNode other) {
                var visited = super.visit(other);
                return visited.copy(visited.getTraitSet(), visited.getInputs());
              }
            });
    RelNode decorrelated;
    try {
      decorrelated = TopDownGeneralDecorrelator.decorrelateQuery(copy, builder);
    } catch (RuntimeException | AssertionError unknownShape) {
      throw QueryErrors.notSupported("this correlated subquery", unknownShape);
    }
    if (!isDone(decorrelated)) {
      throw QueryErrors.notSupported("this correlated subquery");
    }
    return decorrelated;
  }

  /// Whether nothing depends on outer rows any more, and nothing on columns that are not there:
  /// decorrelation makes such trees of some shapes.
  private static boolean isDone(RelNode tree) {
    return !isCorrelated(tree)
        && RelOptUtil.getVariablesUsed(tree).isEmpty()
        && PlanCheck.hasItsColumns(tree);
  }

  private static boolean isCorrelated(RelNode tree) {
    return tree instanceof Correlate
        || tree.getInputs().stream().anyMatch(Subqueries::isCorrelated);
  }
}
