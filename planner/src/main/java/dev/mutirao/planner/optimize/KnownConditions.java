package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// What is true of all rows of a node: conditions on one of its columns each, which filters below
/// it ask for.
final class KnownConditions {
  private static final int GONE = -1;

  private KnownConditions() {}

  static List<RexNode> of(RelNode node) {
    return switch (node) {
      case Filter filter -> {
        var known = new ArrayList<>(of(filter.getInput()));
        RelOptUtil.conjunctions(filter.getCondition()).stream()
            .filter(term -> column(term).isPresent() && SafeConditions.isSafe(term))
            .forEach(known::add);
        yield known;
      }
      case Project project -> {
        var columns = project.getProjects();
        yield moved(of(project.getInput()), column -> position(columns, column));
      }
      case Join join -> of(join);
      case Aggregate aggregate when aggregate.getGroupType() == Aggregate.Group.SIMPLE ->
          moved(
              of(aggregate.getInput()),
              column ->
                  aggregate.getGroupSet().get(column)
                      ? aggregate.getGroupSet().indexOf(column)
                      : GONE);
      case Sort sort -> of(sort.getInput());
      default -> List.of();
    };
  }

  private static List<RexNode> of(Join join) {
    var known = new ArrayList<RexNode>();
    var kind = join.getJoinType();
    if (!kind.generatesNullsOnLeft()) {
      known.addAll(of(join.getLeft()));
    }
    if (kind.projectsRight() && !kind.generatesNullsOnRight()) {
      var width = join.getLeft().getRowType().getFieldCount();
      known.addAll(moved(of(join.getRight()), column -> column + width));
    }
    return known;
  }

  /// The one column that a condition is about.
  static Optional<Integer> column(RexNode condition) {
    var columns = RelOptUtil.InputFinder.bits(condition);
    return columns.cardinality() == 1 ? Optional.of(columns.nth(0)) : Optional.empty();
  }

  /// The conditions on columns that are still there.
  private static List<RexNode> moved(List<RexNode> conditions, IntUnaryOperator positions) {
    var moved = new ArrayList<RexNode>();
    for (var condition : conditions) {
      var position = positions.applyAsInt(column(condition).orElseThrow());
      if (position != GONE) {
        moved.add(on(condition, position));
      }
    }
    return moved;
  }

  /// The same condition of another column.
  static RexNode on(RexNode condition, int position) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(position, column.getType());
          }
        });
  }

  private static int position(List<RexNode> columns, int wanted) {
    for (var i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof RexInputRef column && column.getIndex() == wanted) {
        return i;
      }
    }
    return GONE;
  }
}
