package dev.mutirao.planner.optimize;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/// Moves terms with subqueries out of the conditions of joins, above them or to the side that they
/// are about. Calcite's way out of a condition loses the outer columns of subqueries within
/// subqueries.
///
/// | written | becomes |
/// | --- | --- |
/// | `a JOIN b ON c AND (q)` | `a JOIN b ON c WHERE (q)` |
/// | `a LEFT JOIN b ON c AND (q about b)` | `a LEFT JOIN (b WHERE (q)) ON c` |
/// | `a RIGHT JOIN b ON c AND (q about b)` | `a RIGHT JOIN (SELECT *, (q) AS x FROM b) ON c AND x` |
final class ConditionSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited =
        super.visit(other)
            .accept(
                new RexShuttle() {
                  @Override
                  public RexNode visitSubQuery(RexSubQuery subquery) {
                    var inner = (RexSubQuery) super.visitSubQuery(subquery);
                    return inner.clone(inner.rel.accept(ConditionSubqueries.this));
                  }
                });
    return visited instanceof LogicalJoin join && hasSubquery(join.getCondition())
        ? moved(join)
        : visited;
  }

  private static boolean hasSubquery(RexNode expression) {
    return RexUtil.SubQueryFinder.find(expression) != null;
  }

  private static RelNode moved(Join join) {
    return switch (join.getJoinType()) {
      case INNER -> above(join);
      case LEFT -> filtered(join, false);
      case RIGHT -> computed(filtered(join, true));
      default -> join;
    };
  }

  private static RelNode above(Join join) {
    var terms = RelOptUtil.conjunctions(join.getCondition());
    var rest = terms.stream().filter(term -> !hasSubquery(term)).toList();
    var moved = terms.stream().filter(ConditionSubqueries::hasSubquery).toList();
    var builder = join.getCluster().getRexBuilder();
    return LogicalFilter.create(
        joined(join, join.getLeft(), join.getRight(), rest, Set.of()),
        RexUtil.composeConjunction(builder, moved),
        ImmutableSet.copyOf(join.getVariablesSet()));
  }

  /// Terms about the side that is filled with NULL choose its rows.
  private static Join filtered(Join join, boolean left) {
    var rest = new ArrayList<RexNode>();
    var moved = new ArrayList<RexNode>();
    for (var term : RelOptUtil.conjunctions(join.getCondition())) {
      (hasSubquery(term) && isAbout(term, join, left) ? moved : rest).add(term);
    }
    if (moved.isEmpty()) {
      return join;
    }
    var side = new Side(join, left);
    var input =
        LogicalFilter.create(
            side.rows(),
            RexUtil.composeConjunction(join.getCluster().getRexBuilder(), side.terms(moved)),
            ImmutableSet.of(side.variable()));
    return joined(
        join,
        left ? input : join.getLeft(),
        left ? join.getRight() : input,
        rest,
        join.getVariablesSet());
  }

  /// Terms about the right side, whose rows are all kept, become columns of it.
  private static RelNode computed(Join join) {
    var builder = RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null);
    var side = new Side(join, false);
    var columns = new ArrayList<RexNode>(builder.push(side.rows()).fields());
    var names = new ArrayList<>(side.rows().getRowType().getFieldNames());
    builder.build();
    int width = join.getLeft().getRowType().getFieldCount();
    var terms = new ArrayList<RexNode>();
    for (var term : RelOptUtil.conjunctions(join.getCondition())) {
      if (hasSubquery(term) && isAbout(term, join, false)) {
        terms.add(new RexInputRef(width + columns.size(), term.getType()));
        names.add("$condition" + columns.size());
        columns.addAll(side.terms(List.of(term)));
      } else {
        terms.add(term);
      }
    }
    if (columns.size() == side.rows().getRowType().getFieldCount()) {
      return join;
    }
    var input =
        LogicalProject.create(side.rows(), List.of(), columns, names, Set.of(side.variable()));
    builder.push(joined(join, join.getLeft(), input, terms, join.getVariablesSet()));
    int all = join.getRowType().getFieldCount();
    return builder
        .project(builder.fields().subList(0, all), join.getRowType().getFieldNames(), true)
        .build();
  }

  private static LogicalJoin joined(
      Join join, RelNode left, RelNode right, List<RexNode> terms, Set<CorrelationId> variables) {
    boolean subqueries = terms.stream().anyMatch(ConditionSubqueries::hasSubquery);
    return LogicalJoin.create(
        left,
        right,
        join.getHints(),
        RexUtil.composeConjunction(join.getCluster().getRexBuilder(), terms),
        subqueries ? variables : Set.of(),
        join.getJoinType());
  }

  /// Whether a term is about no column of the other side.
  private static boolean isAbout(RexNode term, Join join, boolean left) {
    int width = join.getLeft().getRowType().getFieldCount();
    var about = new boolean[] {true};
    term.accept(
        new Deeply() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            about[0] &= isWithin() || column.getIndex() < width == left;
            return column;
          }

          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            about[0] &=
                !isOf(access, join.getVariablesSet())
                    || access.getField().getIndex() < width == left;
            return access;
          }
        });
    return about[0];
  }

  private static boolean isOf(RexFieldAccess access, Set<CorrelationId> variables) {
    return access.getReferenceExpr() instanceof RexCorrelVariable variable
        && variables.contains(variable.id);
  }

  /// One side of a join, for whose rows a variable of its own stands.
  private record Side(Join join, boolean left, CorrelationId variable) {
    Side(Join join, boolean left) {
      this(join, left, join.getCluster().createCorrel());
    }

    RelNode rows() {
      return left ? join.getLeft() : join.getRight();
    }

    /// Terms about this side, over its columns.
    List<RexNode> terms(List<RexNode> terms) {
      int before = left ? 0 : join.getLeft().getRowType().getFieldCount();
      var builder = join.getCluster().getRexBuilder();
      return new Deeply() {
        @Override
        public RexNode visitInputRef(RexInputRef column) {
          return isWithin()
              ? column
              : new RexInputRef(column.getIndex() - before, column.getType());
        }

        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
          return isOf(access, join.getVariablesSet())
              ? builder.makeFieldAccess(
                  builder.makeCorrel(rows().getRowType(), variable),
                  access.getField().getIndex() - before)
              : super.visitFieldAccess(access);
        }
      }.visitList(terms);
    }
  }

  /// Visits subqueries too, and those within them.
  private static class Deeply extends RexShuttle {
    private int depth;

    /// Whether what is visited is part of a subquery.
    boolean isWithin() {
      return depth > 0;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      var visited = (RexSubQuery) super.visitSubQuery(subquery);
      depth++;
      var rel =
          visited.rel.accept(
              new RelHomogeneousShuttle() {
                @Override
                public RelNode visit(RelNode other) {
                  return super.visit(other).accept(Deeply.this);
                }
              });
      depth--;
      return visited.clone(rel);
    }
  }
}
