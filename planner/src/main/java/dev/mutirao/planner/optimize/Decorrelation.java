package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/// Turns correlations, which run a subquery for every outer row, into joins, one after the other
/// from the innermost that depends on no rows around it. Each is joined by keys, whose plans are
/// the best, where {@link JoinableByKeys} knows that to be right, and otherwise in the general way.
final class Decorrelation {
  /// Brings conditions to where the outer columns are that they name, so that it can be seen which
  /// of them are named in one place.
  private static final UnaryOperator<RelNode> FILTERS_DOWN =
      Rules.withoutSharing(
          FilterIntoJoinRuleConfig.DEFAULT
              .withPredicate((join, type, condition) -> true)
              .withSmart(true)
              .as(FilterIntoJoinRuleConfig.class)
              .toRule(),
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_CORRELATE,
          CoreRules.FILTER_PROJECT_TRANSPOSE
              .config
              .as(FilterProjectTransposeRule.Config.class)
              .withOperandFor(
                  Filter.class,
                  filter -> !RexUtil.containsCorrelation(filter.getCondition()),
                  Project.class,
                  project -> !project.containsOver())
              .toRule());

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

  /// Copies a tree for the general way, which changes it in place. What computes windows or
  /// grouping sets gets an input that only names columns: the general way adds columns between
  /// those of other inputs, where it loses the order of windows, and leaves keys of sets that are
  /// outer columns.
  private static final RelShuttle FOR_GENERAL_WAY =
      new RelHomogeneousShuttle() {
        @Override
        public RelNode visit(RelNode other) {
          var visited = super.visit(other);
          var named =
              visited instanceof Project project && project.containsOver()
                      || visited instanceof Aggregate aggregate
                          && aggregate.getGroupType() != Aggregate.Group.SIMPLE
                  ? List.of(columns(visited.getInput(0)))
                  : visited.getInputs();
          return visited.copy(visited.getTraitSet(), named);
        }
      };

  private final RelBuilder builder;

  private Decorrelation(RelBuilder builder) {
    this.builder = builder;
  }

  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED for shapes that Calcite
  ///   does not know
  static RelNode apply(RelNode tree) {
    if (!isCorrelated(tree)) {
      return tree;
    }
    var builder = RelFactories.LOGICAL_BUILDER.create(tree.getCluster(), null);
    var prepared = FILTERS_DOWN.apply(tree.accept(new OuterEqualities()));
    return new Decorrelation(builder).without(prepared).accept(WITHOUT_VARIABLES);
  }

  private RelNode without(RelNode tree) {
    if (!isCorrelated(tree)) {
      return tree;
    }
    var inputs = tree.getInputs().stream().map(this::without).toList();
    var copy = tree.copy(tree.getTraitSet(), inputs);
    return copy instanceof Correlate correlate && RelOptUtil.getVariablesUsed(correlate).isEmpty()
        ? joined(correlate)
        : copy;
  }

  private RelNode joined(Correlate correlate) {
    var kept = EmptyGroups.in(correlate);
    var byKeys =
        !kept.counted() && JoinableByKeys.holdsFor(kept.tree()) ? joinedByKeys(kept.tree()) : null;
    var joined = byKeys == null ? joinedInGeneral(kept.tree()) : byKeys;
    // Columns that can be NULL, or cannot, only as far as Calcite knows.
    return builder.push(joined).convert(correlate.getRowType(), false).build();
  }

  /// Null for shapes that this way does not know, some of which it fails on.
  private @Nullable RelNode joinedByKeys(Correlate correlate) {
    try {
      var joined = RelDecorrelator.decorrelateQuery(correlate, builder);
      return isDone(joined) ? joined : null;
    } catch (RuntimeException | AssertionError unknownShape) {
      return null;
    }
  }

  /// Joins with the distinct values of the outer columns.
  private RelNode joinedInGeneral(Correlate correlate) {
    RelNode joined;
    try {
      joined =
          TopDownGeneralDecorrelator.decorrelateQuery(correlate.accept(FOR_GENERAL_WAY), builder);
    } catch (RuntimeException | AssertionError unknownShape) {
      throw QueryErrors.notSupported("this correlated subquery", unknownShape);
    }
    if (!isDone(joined)) {
      throw QueryErrors.notSupported("this correlated subquery");
    }
    return joined;
  }

  /// All columns of a node, as a node of its own.
  private static RelNode columns(RelNode input) {
    return LogicalProject.create(
        input,
        List.of(),
        input.getCluster().getRexBuilder().identityProjects(input.getRowType()),
        input.getRowType(),
        Set.of());
  }

  /// Whether nothing depends on outer rows any more, and nothing on columns that are not there:
  /// decorrelation makes such trees of some shapes.
  private static boolean isDone(RelNode tree) {
    return !isCorrelated(tree)
        && RelOptUtil.getVariablesUsed(tree).isEmpty()
        && PlanCheck.hasItsColumns(tree);
  }

  static boolean isCorrelated(RelNode tree) {
    return tree instanceof Correlate
        || tree.getInputs().stream().anyMatch(Decorrelation::isCorrelated);
  }
}
