package dev.mutirao.planner.optimize;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
/// | `a LEFT JOIN b ON c AND (q about a)` | `(SELECT *, (q) AS x FROM a) LEFT JOIN b ON c AND x` |
/// | `a FULL JOIN b ON c AND (q about a)` | `(SELECT *, (q) AS x FROM a) FULL JOIN b ON c AND x` |
///
/// A RIGHT JOIN is treated as the LEFT JOIN that it mirrors.
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
      case LEFT -> narrowed(computed(filtered(join, false), true), join);
      case RIGHT -> narrowed(computed(filtered(join, true), false), join);
      case FULL -> narrowed(computed(computed(join, false), true), join);
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
    var terms = Terms.of(join, term -> hasSubquery(term) && isAbout(term, join, left));
    if (terms.moved().isEmpty()) {
      return join;
    }
    var side = new Side(join, left);
    var input =
        LogicalFilter.create(
            side.rows(),
            RexUtil.composeConjunction(
                join.getCluster().getRexBuilder(), side.terms(terms.moved())),
            ImmutableSet.of(side.variable()));
    return side.replaced(input, terms.rest());
  }

  /// Terms about a side whose rows are all kept become a column at its end, in their order: one may
  /// keep another one from failing.
  private static Join computed(Join join, boolean left) {
    var terms = Terms.of(join, term -> isAbout(term, join, left));
    boolean places = left && terms.rest().stream().anyMatch(ConditionSubqueries::hasSubquery);
    if (terms.moved().stream().noneMatch(ConditionSubqueries::hasSubquery)
        || places) { // subqueries name the right side's columns by places
      return join;
    }
    var side = new Side(join, left);
    var rex = join.getCluster().getRexBuilder();
    var builder = RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null);
    var columns = new ArrayList<RexNode>(builder.push(side.rows()).fields());
    var names = new ArrayList<>(builder.build().getRowType().getFieldNames());
    int end = left ? columns.size() : join.getRowType().getFieldCount();
    var moved = RexUtil.composeConjunction(rex, side.terms(terms.moved()));
    columns.add(moved);
    names.add("$condition");
    var input =
        LogicalProject.create(side.rows(), List.of(), columns, names, Set.of(side.variable()));
    var condition = new ArrayList<RexNode>();
    for (var term : terms.rest()) {
      condition.add(RexUtil.shift(term, end, 1));
    }
    condition.add(new RexInputRef(end, moved.getType()));
    return side.replaced(input, condition);
  }

  /// The columns of `join`, out of one whose sides have more of them at their ends.
  private static RelNode narrowed(Join wide, Join join) {
    int right = wide.getLeft().getRowType().getFieldCount();
    var builder = RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null).push(wide);
    var columns = new ArrayList<RexNode>();
    for (int i = 0; i < join.getLeft().getRowType().getFieldCount(); i++) {
      columns.add(builder.field(i));
    }
    for (int i = 0; i < join.getRight().getRowType().getFieldCount(); i++) {
      columns.add(builder.field(right + i));
    }
    return builder.project(columns, join.getRowType().getFieldNames()).build();
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

  /// The terms of a condition.
  private record Terms(List<RexNode> moved, List<RexNode> rest) {
    static Terms of(Join join, Predicate<RexNode> isMoved) {
      var terms = new Terms(new ArrayList<>(), new ArrayList<>());
      for (var term : RelOptUtil.conjunctions(join.getCondition())) {
        (isMoved.test(term) ? terms.moved : terms.rest).add(term);
      }
      return terms;
    }
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

    /// The join with other rows on this side.
    Join replaced(RelNode rows, List<RexNode> condition) {
      return joined(
          join,
          left ? rows : join.getLeft(),
          left ? join.getRight() : rows,
          condition,
          join.getVariablesSet());
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
