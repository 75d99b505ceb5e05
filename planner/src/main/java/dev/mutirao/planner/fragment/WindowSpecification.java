package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.planner.expression.Expressions;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexWindow;

/// What one window node does: rows that agree on `partitionBy` are ordered by `orderBy`. Both are
/// columns of the window's input.
record WindowSpecification(List<Integer> partitionBy, List<SortKey> orderBy) {
  WindowSpecification {
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
  }

  /// Constants neither part rows nor order them; but a frame can reach a distance from one.
  static WindowSpecification of(RexWindow window, Expressions expressions, WindowInput input) {
    var partitionBy =
        window.partitionKeys.stream()
            .map(expressions::translate)
            .filter(key -> !(key instanceof Expression.Constant))
            .map(input::column)
            .distinct()
            .sorted()
            .toList();
    boolean measured = measuresDistance(window);
    var orderBy =
        window.orderKeys.stream()
            .filter(key ->
                measured || !(expressions.translate(key.left) instanceof Expression.Constant))
            .map(key -> key(key, input.column(expressions.translate(key.left))))
            .toList();
    return new WindowSpecification(partitionBy, orderBy);
  }

  private static boolean measuresDistance(RexWindow window) {
    return !window.isRows()
        && (window.getLowerBound().getOffset() != null
            || window.getUpperBound().getOffset() != null);
  }

  private static SortKey key(RexFieldCollation key, int column) {
    boolean descending = key.getDirection().isDescending();
    return new SortKey(
        column,
        descending,
        key.getNullDirection() == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : key.getNullDirection() == RelFieldCollation.NullDirection.FIRST);
  }
}
