package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;

/// A subquery taken apart: rows that do not depend on the outer row, and what is asked of each
/// beside it.
///
/// ```
/// Project(y)                             rows        u
///   Filter(u.x = $cor.a AND u.z > 3) ->  conditions  u.x = $cor.a
///     u                                  outputs     y
/// ```
///
/// @param rows without outer columns
/// @param conditions over the columns of `rows` and of the outer row
/// @param outputs over the columns of `rows`
record CorrelatedRows(RelNode rows, List<RexNode> conditions, List<RexNode> outputs) {
  /// Takes projections and filters apart; empty where the outer row is used below others, as under
  /// an aggregation or a limit, or in another way than a filter.
  static Optional<CorrelatedRows> of(RelNode tree) {
    if (RelOptUtil.getVariablesUsed(tree).isEmpty()) {
      var builder = tree.getCluster().getRexBuilder();
      var columns = new ArrayList<RexNode>(builder.identityProjects(tree.getRowType()));
      return Optional.of(new CorrelatedRows(tree, List.of(), columns));
    }
    return switch (tree) {
      case Project project when !project.containsOver() && isPlain(project.getProjects()) ->
          of(project.getInput()).map(input -> input.projected(project.getProjects()));
      case Filter filter -> of(filter.getInput()).flatMap(input -> input.filtered(filter));
      default -> Optional.empty();
    };
  }

  private CorrelatedRows projected(List<RexNode> expressions) {
    return new CorrelatedRows(rows, conditions, replaced(expressions));
  }

  /// Terms without the outer row stay below where they can.
  private Optional<CorrelatedRows> filtered(Filter filter) {
    var own = new ArrayList<RexNode>();
    var outer = new ArrayList<>(conditions);
    for (var term : replaced(RelOptUtil.conjunctions(filter.getCondition()))) {
      var plain = isPlain(List.of(term));
      if (plain && usesOuter(term)) {
        outer.add(term);
      } else if (plain || RelOptUtil.getVariablesUsed(filterOf(term)).isEmpty()) {
        own.add(term);
      } else {
        return Optional.empty();
      }
    }
    var builder = RelFactories.LOGICAL_BUILDER.create(rows.getCluster(), null).push(rows);
    return Optional.of(
        new CorrelatedRows(own.isEmpty() ? rows : builder.filter(own).build(), outer, outputs));
  }

  private RelNode filterOf(RexNode term) {
    return RelFactories.LOGICAL_BUILDER
        .create(rows.getCluster(), null)
        .push(rows)
        .filter(Set.of(), term)
        .build();
  }

  private List<RexNode> replaced(List<RexNode> expressions) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return outputs.get(column.getIndex());
      }
    }.visitList(expressions);
  }

  /// The conditions and outputs beside an outer row of `width` columns, which come before those of
  /// `rows`.
  ///
  /// @param expressions some of them
  static List<RexNode> joined(
      List<RexNode> expressions, CorrelationId outer, int width, RexBuilder builder) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return builder.makeInputRef(column.getType(), column.getIndex() + width);
      }

      @Override
      public RexNode visitFieldAccess(RexFieldAccess access) {
        return access.getReferenceExpr() instanceof RexCorrelVariable variable
                && variable.id.equals(outer)
            ? builder.makeInputRef(access.getType(), access.getField().getIndex())
            : access;
      }
    }.visitList(expressions);
  }

  private static boolean isPlain(List<RexNode> expressions) {
    return expressions.stream()
        .allMatch(
            each -> RexUtil.SubQueryFinder.find(each) == null && RexUtil.isDeterministic(each));
  }

  static boolean usesOuter(RexNode expression) {
    var found = new boolean[1];
    expression.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCorrelVariable(RexCorrelVariable variable) {
            found[0] = true;
            return null;
          }

          @Override
          public Void visitSubQuery(RexSubQuery subquery) {
            found[0] |= !RelOptUtil.getVariablesUsed(subquery.rel).isEmpty();
            return super.visitSubQuery(subquery);
          }
        });
    return found[0];
  }
}
