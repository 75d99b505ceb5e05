package dev.mutirao.planner.optimize;

import dev.mutirao.executor.tablefunction.TableCall;
import dev.mutirao.planner.table.DataTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// Makes no groups that a join drops again: rows are kept only where their group is among the keys
/// of the other side, when these are few and cheap to find twice. Correlated subqueries that
/// aggregate become such joins.
///
/// ```
/// Join(p.k = g.k)                 Join(p.k = g.k)
///   p, few rows                     p
///   Aggregate g by k         ->     Aggregate g by k
///     t                               SemiJoin(t.k = p.k)
///                                       t
///                                       p
/// ```
final class GroupReduction {
  /// How many times fewer the keys must be than the groups.
  private static final double FEWER = 4;

  private GroupReduction() {}

  static RelNode apply(RelNode tree) {
    var inputs = new ArrayList<RelNode>();
    var changed = false;
    for (var input : tree.getInputs()) {
      var next = apply(input);
      changed |= next != input;
      inputs.add(next);
    }
    var node = changed ? tree.copy(tree.getTraitSet(), inputs) : tree;
    return node instanceof Join join ? join(join) : node;
  }

  private static RelNode join(Join join) {
    var left = join.getLeft();
    var right = join.getRight();
    var width = left.getRowType().getFieldCount();
    if (join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.LEFT) {
      right = reduced(right, keys(join, width, false), left).orElse(right);
    }
    if (join.getJoinType() == JoinRelType.INNER && right == join.getRight()) {
      left = reduced(left, keys(join, width, true), right).orElse(left);
    }
    return left == join.getLeft() && right == join.getRight()
        ? join
        : join.copy(join.getTraitSet(), List.of(left, right));
  }

  /// Columns of the groups and of the other side that the join makes equal.
  private record Key(int group, int other) {}

  private static List<Key> keys(Join join, int width, boolean groupsOnLeft) {
    var keys = new ArrayList<Key>();
    for (var term : RelOptUtil.conjunctions(join.getCondition())) {
      if (term.isA(SqlKind.EQUALS)
          && ((RexCall) term).getOperands().getFirst() instanceof RexInputRef one
          && ((RexCall) term).getOperands().getLast() instanceof RexInputRef other
          && one.getIndex() < width != other.getIndex() < width) {
        var left = Math.min(one.getIndex(), other.getIndex());
        var right = Math.max(one.getIndex(), other.getIndex()) - width;
        keys.add(groupsOnLeft ? new Key(left, right) : new Key(right, left));
      }
    }
    return keys;
  }

  private static Optional<RelNode> reduced(RelNode groups, List<Key> keys, RelNode other) {
    return switch (groups) {
      case Project project when !project.containsOver() -> {
        var below = new ArrayList<Key>();
        for (var key : keys) {
          if (project.getProjects().get(key.group()) instanceof RexInputRef column) {
            below.add(new Key(column.getIndex(), key.other()));
          }
        }
        yield reduced(project.getInput(), below, other)
            .map(input -> project.copy(project.getTraitSet(), List.of(input)));
      }
      case Aggregate aggregate when aggregate.getGroupType() == Aggregate.Group.SIMPLE ->
          reduced(
              aggregate,
              keys.stream().filter(key -> key.group() < aggregate.getGroupCount()).toList(),
              other);
      default -> Optional.empty();
    };
  }

  private static Optional<RelNode> reduced(Aggregate aggregate, List<Key> keys, RelNode other) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    var first = Origin.of(other, keys.getFirst().other());
    if (first.isEmpty()) {
      return Optional.empty();
    }
    var rows = first.get().rows();
    if (!pays(aggregate, rows)) {
      return Optional.empty();
    }
    var columns = new ArrayList<Key>();
    for (var key : keys) {
      var origin = Origin.of(other, key.other());
      if (origin.isPresent() && origin.get().rows() == rows) {
        var group = aggregate.getGroupSet().nth(key.group());
        columns.add(new Key(group, origin.get().column()));
      }
    }
    var input = semiJoin(aggregate.getInput(), columns, rows);
    return Optional.of(aggregate.copy(aggregate.getTraitSet(), List.of(input)));
  }

  /// Joins below a projection that only picks the columns.
  private static RelNode semiJoin(RelNode input, List<Key> columns, RelNode rows) {
    if (input instanceof Project project
        && columns.stream()
            .allMatch(key -> project.getProjects().get(key.group()) instanceof RexInputRef)) {
      var below =
          columns.stream()
              .map(key ->
                  new Key(
                      ((RexInputRef) project.getProjects().get(key.group())).getIndex(),
                      key.other()))
              .toList();
      return project.copy(
          project.getTraitSet(), List.of(semiJoin(project.getInput(), below, rows)));
    }
    var builder = RelFactories.LOGICAL_BUILDER.create(input.getCluster(), null);
    builder.push(input).push(rows);
    var terms =
        columns.stream()
            .map(key ->
                builder.equals(builder.field(2, 0, key.group()), builder.field(2, 1, key.other())))
            .toList();
    return builder
        .join(JoinRelType.SEMI, RexUtil.composeConjunction(builder.getRexBuilder(), terms))
        .build();
  }

  private static boolean pays(Aggregate aggregate, RelNode rows) {
    var metadata = aggregate.getCluster().getMetadataQuery();
    var groups = metadata.getRowCount(aggregate);
    var kept = metadata.getRowCount(rows);
    return groups != null
        && kept != null
        && kept * FEWER < groups
        && scanned(rows) * FEWER < scanned(aggregate);
  }

  private static double scanned(RelNode node) {
    if (node instanceof TableScan scan) {
      return scan.estimateRowCount(scan.getCluster().getMetadataQuery());
    }
    return node.getInputs().stream().mapToDouble(GroupReduction::scanned).sum();
  }

  /// Where a column comes from.
  ///
  /// @param rows filters and semi-joins over one table, without which no row of the tree has the
  ///   column's value
  private record Origin(RelNode rows, int column) {
    static Optional<Origin> of(RelNode node, int column) {
      if (isOneTable(node)) {
        return Optional.of(new Origin(node, column));
      }
      return switch (node) {
        case Filter filter -> of(filter.getInput(), column);
        case Project project ->
            project.getProjects().get(column) instanceof RexInputRef input
                ? of(project.getInput(), input.getIndex())
                : Optional.empty();
        case Join join -> {
          var width = join.getLeft().getRowType().getFieldCount();
          if (column < width) {
            yield join.getJoinType().generatesNullsOnLeft()
                ? Optional.empty()
                : of(join.getLeft(), column);
          }
          yield join.getJoinType().generatesNullsOnRight()
              ? Optional.empty()
              : of(join.getRight(), column - width);
        }
        default -> Optional.empty();
      };
    }

    private static boolean isOneTable(RelNode node) {
      return switch (node) {
        case TableScan scan -> {
          var table = scan.getTable().unwrap(DataTable.class);
          // A call of a user's function is made once, whatever it costs and gives.
          yield table != null && !TableCall.is(table.description().handle());
        }
        case Filter filter ->
            isOneTable(filter.getInput()) && RexUtil.isDeterministic(filter.getCondition());
        case Project project -> !project.containsOver() && isOneTable(project.getInput());
        case Join join ->
            join.getJoinType() == JoinRelType.SEMI
                && isOneTable(join.getLeft())
                && isOneTable(join.getRight());
        default -> false;
      };
    }
  }
}
