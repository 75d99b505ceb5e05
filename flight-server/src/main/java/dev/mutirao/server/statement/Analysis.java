package dev.mutirao.server.statement;

import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.task.OperatorProfile;
import dev.mutirao.planner.explain.Explanation;
import dev.mutirao.planner.explain.FragmentText;
import dev.mutirao.planner.explain.PlanningTimes;
import dev.mutirao.planner.explain.ResultRows;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.TaskProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `EXPLAIN ANALYZE` prints: the fragments, with what every operator did on every executor.
final class Analysis {
  private final QueryProfile profile;
  private final List<String> lines = new ArrayList<>();
  private int node;

  private Analysis(QueryProfile profile) {
    this.profile = profile;
  }

  static PlanNode.Values rows(Explanation explanation, QueryProfile profile, boolean json) {
    if (json) {
      return ResultRows.rows(
          ResultRows.PLAN, List.of(List.of(AnalysisJson.of(explanation, profile))));
    }
    var analysis = new Analysis(profile);
    analysis.planning(explanation.steps());
    analysis.lines.add("Query " + profile.id() + ": " + time(profile.elapsedNanos()));
    explanation.plan().fragments().forEach(analysis::fragment);
    return ResultRows.rows(ResultRows.PLAN, analysis.lines.stream().map(List::of).toList());
  }

  private void planning(List<PlanningTimes.Step> steps) {
    lines.add("Planning: " + time(steps.stream().mapToLong(PlanningTimes.Step::nanos).sum()));
    steps.forEach(step -> lines.add("  " + step.name() + ": " + time(step.nanos())));
  }

  private void fragment(PlanFragment fragment) {
    lines.add(FragmentText.heading(fragment));
    var tasks =
        profile.tasks().stream()
            .filter(task -> task.task().fragment() == fragment.number())
            .toList();
    for (var task : tasks) {
      lines.add(
          "  on "
              + task.executor()
              + ": "
              + time(task.nanos())
              + ", "
              + task.splits()
              + (task.splits() == 1 ? " split, " : " splits, ")
              + size(task.peakBytes())
              + " peak");
    }
    node = 0;
    node(fragment.root(), tasks, 1);
  }

  private void node(PlanNode plan, List<TaskProfile> tasks, int depth) {
    int number = node++;
    String indent = "  ".repeat(depth);
    lines.add(indent + FragmentText.title(plan));
    for (var task : tasks) {
      for (var operator : task.operators()) {
        if (operator.node() == number) {
          lines.add(indent + "  | " + task.executor() + ": " + figures(plan, operator));
        }
      }
    }
    plan.inputs().forEach(input -> node(input, tasks, depth + 1));
  }

  /// A node can have two steps that are metered apart: a scan and its filter, a join and the
  /// building of its table.
  private static String figures(PlanNode plan, OperatorProfile operator) {
    if (operator.name().endsWith(" build")) {
      return "table built in " + time(operator.nanos());
    }
    boolean filter = plan instanceof PlanNode.Scan && !operator.name().equals("Scan");
    return (filter ? "after its filter " : "")
        + operator.rows()
        + " rows, "
        + size(operator.bytes())
        + ", "
        + time(operator.nanos())
        + (operator.filtered() == 0
            ? ""
            : ", " + operator.filtered() + " rows left out by filters of joins")
        + (operator.peakMemory() == 0 ? "" : ", " + size(operator.peakMemory()) + " state");
  }

  static String time(long nanos) {
    return nanos < 1_000_000_000
        ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  static String size(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
