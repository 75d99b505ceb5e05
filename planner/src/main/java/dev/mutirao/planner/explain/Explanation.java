package dev.mutirao.planner.explain;

import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.planner.optimize.Optimizer;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlExplainLevel;

/// A query's plans, from what was written to what runs.
///
/// @param logical the tree as the statement says it
/// @param optimised the tree after the optimiser's passes, with their times
/// @param plan the fragments
/// @param steps how long planning took, from the statement's text to the fragments
public record Explanation(
    RelNode logical, Optimizer.Result optimised, QueryPlan plan, List<PlanningTimes.Step> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /// The plans one below the other, each under a heading.
  public String text() {
    return "Logical plan\n"
        + indented(tree(logical))
        + "Optimised plan\n"
        + indented(tree(optimised.tree()))
        + "Fragments\n"
        + indented(FragmentText.of(plan));
  }

  /// The same as one JSON object.
  public String json() {
    return ExplanationJson.of(this);
  }

  static String tree(RelNode tree) {
    return RelOptUtil.dumpPlan("", tree, SqlExplainFormat.TEXT, SqlExplainLevel.EXPPLAN_ATTRIBUTES);
  }

  private static String indented(String text) {
    return text.stripTrailing().lines().map(line -> "  " + line + "\n").reduce("", String::concat);
  }
}
