package dev.mutirao.planner.fragment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// That a condition lets only the first rows of each partition through, as `n <= 3`, `n IN (1, 3)`
/// and `n BETWEEN 2 AND 3` do of ROW_NUMBER and RANK.
///
/// @param rank the window function
/// @param count how many, at least 1
record RankLimit(RexOver rank, long count) {
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /// The least limit; empty when the condition has none.
  ///
  /// @param project with window functions
  /// @param condition over the columns of `project`
  static Optional<RankLimit> of(Project project, RexNode condition) {
    var inside = RelOptUtil.pushPastProject(condition, project);
    var builder = project.getCluster().getRexBuilder();
    return ofAll(RexUtil.expandSearch(builder, null, inside));
  }

  private static Optional<RankLimit> ofAll(RexNode condition) {
    return RelOptUtil.conjunctions(condition).stream()
        .flatMap(term -> of(term).stream())
        .min(Comparator.comparing(RankLimit::count));
  }

  private static Optional<RankLimit> of(RexNode term) {
    if (term.getKind() == SqlKind.OR) {
      return ofAny(RelOptUtil.disjunctions(term));
    }
    if (!(term instanceof RexCall call) || call.getOperands().size() != 2) {
      return Optional.empty();
    }
    var left = call.getOperands().getFirst();
    var right = call.getOperands().getLast();
    if (left instanceof RexOver over && right instanceof RexLiteral literal) {
      return of(over, call.getKind(), literal);
    }
    return left instanceof RexLiteral literal && right instanceof RexOver over
        ? of(over, call.getKind().reverse(), literal)
        : Optional.empty();
  }

  /// The greatest limit, when each branch limits the same function.
  private static Optional<RankLimit> ofAny(List<RexNode> branches) {
    var limits = branches.stream().map(RankLimit::ofAll).flatMap(Optional::stream).toList();
    boolean same = limits.stream().map(RankLimit::rank).distinct().count() == 1;
    return same && limits.size() == branches.size()
        ? limits.stream().max(Comparator.comparing(RankLimit::count))
        : Optional.empty();
  }

  private static Optional<RankLimit> of(RexOver over, SqlKind comparison, RexLiteral literal) {
    boolean isRank = over.getKind() == SqlKind.ROW_NUMBER || over.getKind() == SqlKind.RANK;
    boolean limits =
        comparison == SqlKind.EQUALS
            || comparison == SqlKind.LESS_THAN
            || comparison == SqlKind.LESS_THAN_OR_EQUAL;
    if (!isRank || !limits || !(literal.getValue() instanceof BigDecimal number)) {
      return Optional.empty();
    }
    var most =
        comparison == SqlKind.LESS_THAN
            ? number.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE)
            : number.setScale(0, RoundingMode.FLOOR);
    return most.signum() > 0 && most.compareTo(MOST) <= 0
        ? Optional.of(new RankLimit(over, most.longValue()))
        : Optional.empty();
  }
}
