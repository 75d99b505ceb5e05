package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Makes partial states of rows before they are joined, where that leaves far fewer to join. States
/// are merged after the joins; one that finds several partners is merged as often, as each of its
/// rows would have been counted, so that nothing is asked of the keys. States are exact, so the
/// result has the same bits, and overflows only where it would have anyway.
///
/// ```
/// Aggregate(name: SUM(total))         PhasedAggregate FINAL(name: sum)
///   Join(cust = id)                     Join(cust = id)
///     orders(cust, total)       ->        PhasedAggregate PARTIAL(cust: sum(total))
///     customer(id, name)                    orders(cust, total)
///                                         customer(id, name)
/// ```
final class EagerAggregation {
  private static final double LEAST_ROWS = 100_000;
  private static final double LEAST_REDUCTION = 4;

  /// With more, a partial aggregation would often give states away before they are complete.
  private static final double MOST_GROUPS = 1 << 17;

  /// How many times its cost it must save.
  private static final double MARGIN = 1.5;

  private EagerAggregation() {}

  static RelNode apply(RelNode tree) {
    var inputs = tree.getInputs().stream().map(EagerAggregation::apply).toList();
    var node = inputs.equals(tree.getInputs()) ? tree : tree.copy(tree.getTraitSet(), inputs);
    return node instanceof Aggregate aggregate ? split(aggregate).orElse(node) : node;
  }

  private static Optional<RelNode> split(Aggregate aggregate) {
    var keys = aggregate.getGroupSet().asList();
    var input = aggregate.getInput();
    return PartialCalls.of(aggregate)
        .flatMap(calls -> below(input, keys, calls, EagerCosts.grouping(input, keys)))
        .map(pushed ->
            PhasedAggregate.last(
                pushed.columns(keys), keys.size(), pushed.calls(), aggregate.getRowType()));
  }

  /// The best way to make states below a node; empty when none pays.
  ///
  /// @param needed columns of the node that must be left
  /// @param work what is done above with all rows, in the units of {@link EagerCosts}
  private static Optional<PushedStates> below(
      RelNode node, List<Integer> needed, PartialCalls calls, double work) {
    return switch (node) {
      case Project project when !project.containsOver() -> {
        var wanted = needed.stream().map(project.getProjects()::get).toList();
        yield wanted.stream().allMatch(RexUtil::isDeterministic)
            ? calls
                .below(project)
                .flatMap(moved ->
                    below(
                        project.getInput(),
                        RelOptUtil.InputFinder.bits(wanted, null).asList(),
                        moved,
                        work))
                .map(pushed -> pushed.above(project, needed))
            : Optional.empty();
      }
      case Filter filter ->
          RexUtil.isDeterministic(filter.getCondition())
              ? below(
                      filter.getInput(),
                      with(needed, RelOptUtil.InputFinder.bits(filter.getCondition()).asList()),
                      calls,
                      work)
                  .map(pushed -> pushed.above(filter))
              : Optional.empty();
      case Join join
          when join.getVariablesSet().isEmpty() && RexUtil.isDeterministic(join.getCondition()) ->
          Stream.of(true, false)
              .flatMap(isLeft -> into(join, isLeft, needed, calls, work).stream())
              .max(Comparator.comparingDouble(PushedStates::gain));
      default -> Optional.empty();
    };
  }

  /// The best way to make states of, or below, one of the inputs of a join, whose rows the join
  /// must not replace by NULLs.
  private static Optional<PushedStates> into(
      Join join, boolean isLeft, List<Integer> needed, PartialCalls calls, double work) {
    var type = join.getJoinType();
    boolean allowed =
        isLeft
            ? !type.generatesNullsOnLeft()
            : type.projectsRight() && !type.generatesNullsOnRight();
    var width = join.getLeft().getRowType().getFieldCount();
    var columns = calls.columns();
    boolean isThere =
        isLeft ? columns.length() <= width : columns.isEmpty() || columns.nextSetBit(0) >= width;
    if (!allowed || !isThere) {
      return Optional.empty();
    }
    var own =
        with(needed, RelOptUtil.InputFinder.bits(join.getCondition()).asList()).stream()
            .filter(column -> column < width == isLeft)
            .map(column -> isLeft ? column : column - width)
            .toList();
    var input = isLeft ? join.getLeft() : join.getRight();
    var moved = isLeft ? calls : calls.right(width);
    var more = work + EagerCosts.joining(join, isLeft);
    return Stream.concat(
            below(input, own, moved, more).stream(), here(input, own, moved, more).stream())
        .max(Comparator.comparingDouble(PushedStates::gain))
        .map(pushed -> pushed.above(join, isLeft, needed));
  }

  /// States of the rows of a node, if they are far fewer, for sure, and cost less than they save.
  private static Optional<PushedStates> here(
      RelNode node, List<Integer> keys, PartialCalls calls, double work) {
    var rows = EagerCosts.rows(node);
    if (rows < LEAST_ROWS
        || keys.isEmpty()
        || !keys.stream().allMatch(key -> isCounted(node, key))) {
      return Optional.empty();
    }
    var groups = RowCountHandler.groups(node, keys, rows);
    var gain = work * (1 - groups / rows) - MARGIN * EagerCosts.grouping(node, keys);
    return groups * LEAST_REDUCTION <= rows && groups <= MOST_GROUPS && gain > 0
        ? Optional.of(PushedStates.of(node, keys, calls, gain))
        : Optional.empty();
  }

  /// Whether it is known how many values a column has, and equal ones are the same in every way, as
  /// 0 and -0 are not.
  private static boolean isCounted(RelNode node, int column) {
    var type = node.getRowType().getFieldList().get(column).getType();
    return !SqlTypeUtil.isApproximateNumeric(type)
        && ColumnFacts.of(node, column).filter(facts -> facts.distinct().isPresent()).isPresent();
  }

  private static List<Integer> with(List<Integer> columns, List<Integer> more) {
    var all = new TreeSet<>(columns);
    all.addAll(more);
    return new ArrayList<>(all);
  }
}
