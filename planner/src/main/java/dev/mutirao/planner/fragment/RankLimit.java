package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.PlanNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;

/// That a condition lets only the first rows of each partition through, as `n <= 3` does of
/// ROW_NUMBER and RANK.
///
/// @param rank the window function
/// @param count how many
record RankLimit(RexOver rank, int count) {
  /// The least limit; empty when the condition has none, or lets more rows through than pays.
  ///
  /// @param project with window functions
  /// @param condition over the columns of `project`
  static Optional<RankLimit> of(Project project, RexNode condition) {
    var terms = RelOptUtil.conjunctions(RelOptUtil.pushPastProject(condition, project));
    return terms.stream()
        .flatMap(term -> of(term).stream())
        .min(Comparator.comparing(RankLimit::count));
  }

  private static Optional<RankLimit> of(RexNode term) {
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
    boolean pays =
        most.signum() > 0 && most.compareTo(BigDecimal.valueOf(PlanNode.GroupLimit.MAX_COUNT)) <= 0;
    return pays ? Optional.of(new RankLimit(over, most.intValue())) : Optional.empty();
  }
}
