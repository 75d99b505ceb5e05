package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.PlanNode.KeyFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets the keys of a join's right side leave out rows of the scans in the same fragment that its
/// left side comes from. Used by one thread, for one query.
///
/// ```
/// HashJoin a.x = b.y         HashJoin a.x = b.y, filter 0 of b.y
///   Project                    Project
///     Scan a           ->        Scan a, rows whose x is in filter 0
///   Scan b                     Scan b
/// ```
///
/// The filter goes down as long as a row that is left out below changes nothing above but rows that
/// the join drops, and meets no expression that could fail on such a row: whether a query fails
/// must not depend on how many rows a filter happens to leave out.
final class KeyFilters {
  private int made;

  /// The join with a filter for each of its keys that is a column of a scan; only for joins that
  /// drop left rows without a partner.
  PlanNode.HashJoin of(PlanNode.HashJoin join) {
    var left = join.left();
    var filters = new ArrayList<KeyFilter>();
    for (int key = 0; key < join.leftKeys().size(); key++) {
      var pushed = push(left, new KeyFilter(made, join.leftKeys().get(key)));
      if (pushed.isPresent()) {
        left = pushed.get();
        filters.add(new KeyFilter(made++, join.rightKeys().get(key)));
      }
    }
    return new PlanNode.HashJoin(
        left,
        join.right(),
        join.kind(),
        join.leftKeys(),
        join.rightKeys(),
        join.residual(),
        filters);
  }

  /// The tree with the filter at one scan or more; empty when it reaches none.
  private static Optional<PlanNode> push(PlanNode node, KeyFilter filter) {
    return switch (node) {
      case PlanNode.Scan scan -> scan(scan, filter);
      case PlanNode.Filter(var input, var predicate) ->
          SafeExpressions.isSafe(predicate)
              ? push(input, filter).map(pushed -> new PlanNode.Filter(pushed, predicate))
              : Optional.empty();
      case PlanNode.Project project -> project(project, filter);
      case PlanNode.HashJoin join -> hashJoin(join, filter);
      case PlanNode.NestedLoopJoin join -> nestedLoopJoin(join, filter);
      case PlanNode.Union union -> union(union, filter);
      case PlanNode.Values ignored -> Optional.empty();
      case PlanNode.Expand ignored -> Optional.empty();
      case PlanNode.Aggregate ignored -> Optional.empty();
      case PlanNode.Window ignored -> Optional.empty();
      case PlanNode.Sort ignored -> Optional.empty();
      case PlanNode.TopN ignored -> Optional.empty();
      case PlanNode.GroupLimit ignored -> Optional.empty();
      case PlanNode.Limit ignored -> Optional.empty();
      case PlanNode.Recursion ignored -> Optional.empty();
      case PlanNode.RoundInput ignored -> Optional.empty();
      case PlanNode.SingleRow ignored -> Optional.empty();
      case PlanNode.Write ignored -> Optional.empty();
      case PlanNode.RemoteSource ignored -> Optional.empty();
      case PlanNode.SharedSource ignored -> Optional.empty();
    };
  }

  private static Optional<PlanNode> scan(PlanNode.Scan scan, KeyFilter filter) {
    boolean givesRows =
        scan.sample().isEmpty()
            && scan.request().limit().isEmpty()
            && scan.request().facts().isEmpty();
    return givesRows
            && isComparedByBits(scan.output().type(filter.column()))
            && scan.filter().stream().allMatch(SafeExpressions::isSafe)
        ? Optional.of(scan.with(filter))
        : Optional.empty();
  }

  /// Whether values of the type are equal exactly when their bits are.
  private static boolean isComparedByBits(Type type) {
    return type.isInteger()
        || type == Type.Simple.DATE
        || type == Type.Simple.TIMESTAMP
        || type == Type.Simple.INSTANT
        || type == Type.Simple.VARCHAR;
  }

  private static Optional<PlanNode> project(PlanNode.Project project, KeyFilter filter) {
    if (!project.expressions().stream().allMatch(SafeExpressions::isSafe)) {
      return Optional.empty();
    }
    return sameValue(project.expressions().get(filter.column()))
        .flatMap(column -> push(project.input(), new KeyFilter(filter.id(), column)))
        .map(input -> new PlanNode.Project(input, project.expressions(), project.output()));
  }

  /// The column that an expression gives as it is, or as a wider integer.
  private static Optional<Integer> sameValue(Expression expression) {
    return switch (expression) {
      case Expression.InputColumn(int index, var ignored) -> Optional.of(index);
      case Expression.Cast cast when SafeExpressions.widens(cast) && cast.type().isInteger() ->
          sameValue(cast.operand());
      default -> Optional.empty();
    };
  }

  /// Where the join makes a filter of a column that the filter reaches, the left side gets what is
  /// left of it by that.
  private static Optional<PlanNode> hashJoin(PlanNode.HashJoin join, KeyFilter filter) {
    if (!join.residual().stream().allMatch(SafeExpressions::isSafe)) {
      return Optional.empty();
    }
    var columns = columns(join, filter.column());
    return sides(join.left(), join.right(), join.kind(), columns, filter.id())
        .map(sides -> {
          boolean passedOn =
              sides.right() != join.right()
                  && join.keyFilters().stream()
                      .anyMatch(own -> columns.right().equals(Optional.of(own.column())));
          return new PlanNode.HashJoin(
              passedOn ? join.left() : sides.left(),
              sides.right(),
              join.kind(),
              join.leftKeys(),
              join.rightKeys(),
              join.residual(),
              join.keyFilters());
        });
  }

  /// The columns of either side that have the value of an output column.
  private static SideColumns columns(PlanNode.HashJoin join, int column) {
    var own = SideColumns.of(join.left(), join.kind(), column);
    if (join.kind() != JoinKind.INNER && join.kind() != JoinKind.SEMI) {
      return own;
    }
    int key =
        own.left().isPresent()
            ? join.leftKeys().indexOf(own.left().get())
            : join.rightKeys().indexOf(own.right().orElseThrow());
    return key < 0
        ? own
        : new SideColumns(
            Optional.of(join.leftKeys().get(key)), Optional.of(join.rightKeys().get(key)));
  }

  private static Optional<PlanNode> nestedLoopJoin(PlanNode.NestedLoopJoin join, KeyFilter filter) {
    if (!join.condition().stream().allMatch(SafeExpressions::isSafe)) {
      return Optional.empty();
    }
    var columns = SideColumns.of(join.left(), join.kind(), filter.column());
    return sides(join.left(), join.right(), join.kind(), columns, filter.id())
        .map(sides ->
            new PlanNode.NestedLoopJoin(
                sides.left(), sides.right(), join.kind(), join.condition()));
  }

  /// Where a join's output column comes from.
  private record SideColumns(Optional<Integer> left, Optional<Integer> right) {
    static SideColumns of(PlanNode left, JoinKind kind, int column) {
      int width =
          switch (kind) {
            case INNER, LEFT, RIGHT, FULL, SEMI, ANTI, NULL_AWARE_ANTI -> left.output().size();
            case RIGHT_SEMI, RIGHT_ANTI -> 0;
          };
      return column < width
          ? new SideColumns(Optional.of(column), Optional.empty())
          : new SideColumns(Optional.empty(), Optional.of(column - width));
    }
  }

  private record Sides(PlanNode left, PlanNode right) {}

  /// The sides of a join with the filter in those that it reaches.
  private static Optional<Sides> sides(
      PlanNode left, PlanNode right, JoinKind kind, SideColumns columns, int id) {
    var intoLeft =
        columns
            .left()
            .filter(column -> mayLoseLeft(kind))
            .flatMap(column -> push(left, new KeyFilter(id, column)));
    var intoRight =
        columns
            .right()
            .filter(column -> mayLoseRight(kind))
            .flatMap(column -> push(right, new KeyFilter(id, column)));
    return intoLeft.isEmpty() && intoRight.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sides(intoLeft.orElse(left), intoRight.orElse(right)));
  }

  /// Whether a left row that is missing is missed only by the rows that would come of it.
  private static boolean mayLoseLeft(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> true;
      case RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  /// Whether a right row that is missing is missed only by the rows that would come of it; of a
  /// semi-join where its key is that of a left row that is missing too.
  private static boolean mayLoseRight(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT, SEMI, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> false;
    };
  }

  private static Optional<PlanNode> union(PlanNode.Union union, KeyFilter filter) {
    var inputs = new ArrayList<PlanNode>();
    boolean reached = false;
    for (var input : union.inputs()) {
      var pushed = push(input, filter);
      reached |= pushed.isPresent();
      inputs.add(pushed.orElse(input));
    }
    return reached
        ? Optional.of(new PlanNode.Union(List.copyOf(inputs), union.output()))
        : Optional.empty();
  }
}
