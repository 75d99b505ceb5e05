package dev.mutirao.planner.optimize;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Knows the subqueries that Calcite's decorrelation by keys gets right.
///
/// It carries an outer column upwards from the filter that names it: as the column of the subquery
/// that equals it, or as one that is joined from the distinct outer values. It keeps one such
/// column, and does not ask for another one of the same outer column to be equal. So an outer
/// column must be named in one place, which no outer join and no group may hide:
///
/// | in a subquery | by keys |
/// | --- | --- |
/// | an outer column in two places, such as both sides of a join | rows match that belong to different outer rows |
/// | an outer column on the side that a join fills with NULL | rows without a match belong to no outer row |
/// | outer columns above others | columns are taken that stand where those sought for stood before |
/// | a window function | its partitions hold the rows of all outer rows |
/// | grouping sets | a set without the column that equals the outer one loses it |
/// | an outer column that equals one, and with which something is computed | the other one has values with which that can fail |
/// | an outer column in a cast | 1.5 as DECIMAL(10,0) equals 2, and 1.5 would be sought for as 2 |
/// | an outer column that can be NULL, and is on the side that an outer join keeps | the values would be compared by `=` |
final class JoinableByKeys {
  /// An outer column.
  private record OuterColumn(CorrelationId row, int column) {}

  private final Set<OuterColumn> named = new HashSet<>();
  private final Set<OuterColumn> equal = new HashSet<>();
  private boolean once = true;

  private JoinableByKeys() {}

  static boolean holdsFor(Correlate correlate) {
    var places = new JoinableByKeys();
    return places.allow(correlate.getRight())
        && places.once
        && places.keepNulls(correlate)
        && places.nestedKeepNulls(correlate.getRight());
  }

  private boolean nestedKeepNulls(RelNode tree) {
    return (!(tree instanceof Correlate correlate) || keepNulls(correlate))
        && tree.getInputs().stream().allMatch(this::nestedKeepNulls);
  }

  private boolean allow(RelNode tree) {
    return !isDependent(tree) || allowNode(tree) && tree.getInputs().stream().allMatch(this::allow);
  }

  /// Notes what a node names.
  private boolean allowNode(RelNode node) {
    return switch (node) {
      case Filter filter -> allowFilter(filter);
      case Project project -> {
        name(project.getProjects());
        yield !project.containsOver();
      }
      case Join join -> {
        name(List.of(join.getCondition()));
        yield allowJoin(join);
      }
      case Correlate correlate ->
          correlate.getJoinType() == JoinRelType.INNER || !isDependentOnOthers(correlate);
      case Aggregate aggregate -> aggregate.getGroupType() == Aggregate.Group.SIMPLE;
      case Sort ignored -> true;
      default -> false;
    };
  }

  private boolean allowFilter(Filter filter) {
    var terms = RelOptUtil.conjunctions(filter.getCondition());
    name(terms);
    var columns = columns(terms);
    var equalities = new HashSet<OuterColumn>();
    for (var term : terms) {
      if (term instanceof RexCall call && call.isA(SqlKind.EQUALS)) {
        addEqual(call.getOperands().getFirst(), call.getOperands().getLast(), equalities);
        addEqual(call.getOperands().getLast(), call.getOperands().getFirst(), equalities);
      }
    }
    // One that equals nothing makes all be joined from the outer rows.
    if (equalities.containsAll(columns)) {
      equal.addAll(equalities);
    }
    return columns.isEmpty()
        || !isDependent(filter.getInput())
            && terms.stream().noneMatch(JoinableByKeys::castsOuter)
            && Collections.disjoint(equalities, computed(terms));
  }

  private static void addEqual(RexNode outer, RexNode inner, Set<OuterColumn> equalities) {
    if (outer instanceof RexFieldAccess && !CorrelatedRows.usesOuter(inner)) {
      equalities.addAll(columns(List.of(outer)));
    }
  }

  private static boolean allowJoin(Join join) {
    var left = isDependent(join.getLeft());
    var right = isDependent(join.getRight());
    boolean condition = CorrelatedRows.usesOuter(join.getCondition());
    return switch (join.getJoinType()) {
      case INNER -> !condition || !left && !right;
      case LEFT -> !condition && !right;
      case RIGHT -> !condition && !left;
      default -> false;
    };
  }

  /// Where the outer rows come from an outer join, Calcite may take a column for one without NULL
  /// that has some.
  private boolean keepNulls(Correlate correlate) {
    var fields = correlate.getLeft().getRowType().getFieldList();
    return !hasOuterJoin(correlate.getLeft())
        || named.stream()
            .filter(each -> each.row().equals(correlate.getCorrelationId()))
            .allMatch(
                each -> equal.contains(each) || !fields.get(each.column()).getType().isNullable());
  }

  private static boolean hasOuterJoin(RelNode tree) {
    var outer =
        switch (tree) {
          case Join join -> join.getJoinType().isOuterJoin();
          case Correlate correlate -> correlate.getJoinType().isOuterJoin();
          default -> false;
        };
    return outer || tree.getInputs().stream().anyMatch(JoinableByKeys::hasOuterJoin);
  }

  private void name(List<RexNode> expressions) {
    for (var column : columns(expressions)) {
      once &= named.add(column);
    }
  }

  private static boolean isDependent(RelNode tree) {
    return !RelOptUtil.getVariablesUsed(tree).isEmpty();
  }

  /// Whether the right of a correlation depends on yet other rows than those of its left.
  private static boolean isDependentOnOthers(Correlate correlate) {
    return RelOptUtil.getVariablesUsed(correlate.getRight()).stream()
        .anyMatch(each -> !each.equals(correlate.getCorrelationId()));
  }

  private static Set<OuterColumn> columns(List<RexNode> expressions) {
    var found = new HashSet<OuterColumn>();
    var visitor =
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable row) {
              found.add(new OuterColumn(row.id, access.getField().getIndex()));
            }
            return super.visitFieldAccess(access);
          }
        };
    expressions.forEach(each -> each.accept(visitor));
    return found;
  }

  /// The outer columns of which something is computed, rather than that they are compared.
  private static Set<OuterColumn> computed(List<RexNode> terms) {
    var found = new HashSet<OuterColumn>();
    var visitor =
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            if (call.isA(SqlKind.COMPARISON)
                || call.isA(List.of(SqlKind.AND, SqlKind.OR, SqlKind.NOT))) {
              return super.visitCall(call);
            }
            found.addAll(columns(List.of(call)));
            return null;
          }
        };
    terms.forEach(each -> each.accept(visitor));
    return found;
  }

  /// Whether an outer column is cut to fewer digits, characters or the like.
  private static boolean castsOuter(RexNode term) {
    var found = new boolean[1];
    term.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            var operand = call.getOperands().isEmpty() ? call : call.getOperands().getFirst();
            found[0] |=
                call.isA(SqlKind.CAST)
                    && operand instanceof RexFieldAccess
                    && call.getType().getSqlTypeName() == operand.getType().getSqlTypeName()
                    && !SqlTypeUtil.equalSansNullability(call.getType(), operand.getType());
            return super.visitCall(call);
          }
        });
    return found[0];
  }
}
