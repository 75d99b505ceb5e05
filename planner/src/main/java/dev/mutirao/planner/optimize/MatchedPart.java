package dev.mutirao.planner.optimize;

import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// Which part of the left rows a semi-join or an anti-join keeps: as many of the left keys' values
/// as the right side has of its own, each as frequent as the other.
final class MatchedPart {
  private static final double UNKNOWN = 0.5;
  private static final double LEAST_UNMATCHED = 0.25;
  private static final double LEAST = 1e-9;

  private MatchedPart() {}

  static double of(Join join, RelMetadataQuery metadata) {
    var rightRows = metadata.getRowCount(join.getRight());
    return of(
        join.getJoinType(),
        join.getCondition(),
        join.getLeft().getRowType().getFieldCount(),
        column -> ColumnFacts.of(join.getLeft(), column),
        column -> ColumnFacts.of(join.getRight(), column),
        rightRows == null ? Double.MAX_VALUE : rightRows);
  }

  /// @param condition over `leftWidth` left columns, then the right ones
  static double of(
      JoinRelType kind,
      RexNode condition,
      int leftWidth,
      IntFunction<Optional<ColumnFacts>> left,
      IntFunction<Optional<ColumnFacts>> right,
      double rightRows) {
    var leftValues = 1.0;
    var rightValues = 1.0;
    var keys = 0;
    for (var term : RelOptUtil.conjunctions(condition)) {
      var pair = Pair.of(term, leftWidth);
      if (pair.isPresent()) {
        var one = left.apply(pair.get().left());
        var other = right.apply(pair.get().right());
        if (one.isPresent()) {
          keys++;
          leftValues *= one.get().distinctOrRows();
          rightValues *=
              Math.min(rightRows, other.map(ColumnFacts::distinctOrRows).orElse(rightRows));
        }
      }
    }
    var matched =
        keys == 0 ? UNKNOWN : Math.clamp(Math.min(rightValues, rightRows) / leftValues, LEAST, 1);
    return kind == JoinRelType.ANTI ? Math.max(1 - matched, LEAST_UNMATCHED) : matched;
  }

  /// A left and a right column that are compared for equality.
  private record Pair(int left, int right) {
    static Optional<Pair> of(RexNode term, int leftWidth) {
      if (!term.isA(SqlKind.EQUALS)
          || !(((RexCall) term).getOperands().getFirst() instanceof RexInputRef one)
          || !(((RexCall) term).getOperands().getLast() instanceof RexInputRef other)) {
        return Optional.empty();
      }
      var left = Math.min(one.getIndex(), other.getIndex());
      var right = Math.max(one.getIndex(), other.getIndex());
      return left < leftWidth && right >= leftWidth
          ? Optional.of(new Pair(left, right - leftWidth))
          : Optional.empty();
    }
  }
}
