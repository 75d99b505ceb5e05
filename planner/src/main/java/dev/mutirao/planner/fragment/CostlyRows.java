package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.userfunction.QualifiedName;
import dev.mutirao.planner.expression.UserCalls;
import dev.mutirao.planner.optimize.DataScan;
import dev.mutirao.planner.optimize.PhasedAggregate;
import java.util.Locale;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;

/// Finds trees in which each row may be much work: those that call functions of users, of which
/// nobody knows how long they take.
final class CostlyRows {
  private CostlyRows() {}

  static boolean in(RelNode tree) {
    return computes(tree) || tree.getInputs().stream().anyMatch(CostlyRows::in);
  }

  private static boolean computes(RelNode node) {
    return switch (node) {
      case Project project -> project.getProjects().stream().anyMatch(UserCalls::within);
      case Filter filter -> UserCalls.within(filter.getCondition());
      case Join join -> UserCalls.within(join.getCondition());
      case DataScan scan -> scan.filter() != null && UserCalls.within(scan.filter());
      case Aggregate aggregate ->
          aggregate.getAggCallList().stream()
              .map(call -> call.getAggregation().getName().toLowerCase(Locale.ROOT))
              .anyMatch(QualifiedName::is);
      case PhasedAggregate part ->
          part.calls().stream().map(AggregateCall::function).anyMatch(QualifiedName::is);
      default -> false;
    };
  }
}
