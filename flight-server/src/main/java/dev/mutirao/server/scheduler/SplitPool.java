package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitPortion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The splits of one scan of a query and the tasks that share them.
///
/// Every task is launched with some, as far as there are enough, so that every executor works at
/// once. Of the others, whoever asks sooner gets more, in portions that shrink towards the end.
final class SplitPool {
  /// What tasks are launched with is this part of all, so that a slow one holds little.
  private static final int FIRST_PART = 4;

  private static final int LEAST_PART = 25;

  private final PlanNode.Scan scan;
  private final int tasks;
  private final ArrayDeque<Split> left = new ArrayDeque<>();
  private final Map<TaskId, Integer> given = new HashMap<>();
  private int total;
  private boolean listed;

  /// @param tasks how many run the fragment that has the scan
  SplitPool(PlanNode.Scan scan, int tasks) {
    this.scan = scan;
    this.tasks = tasks;
  }

  PlanNode.Scan scan() {
    return scan;
  }

  void listed(List<Split> splits) {
    listed = true;
    left.addAll(splits);
    total = splits.size();
  }

  boolean isListed() {
    return listed;
  }

  /// What a task is launched with.
  SplitPortion first(TaskId task) {
    return give(task, Math.max(1, total / (FIRST_PART * tasks)));
  }

  /// What a task gets that asks for up to `count`.
  SplitPortion next(TaskId task, int count) {
    int fair = Math.max(least(), 2 * left.size() / (3 * tasks));
    return give(task, Math.min(fair, Math.max(1, count)));
  }

  int given(TaskId task) {
    return given.getOrDefault(task, 0);
  }

  /// The smallest portion while there is more: a few percent of a task's share, which is what one
  /// task may still have to read when the others are through.
  private int least() {
    return Math.max(1, total / (LEAST_PART * tasks));
  }

  private SplitPortion give(TaskId task, int count) {
    if (left.isEmpty()) {
      return SplitPortion.END;
    }
    var portion = new ArrayList<Split>();
    for (int i = Math.min(count, left.size()); i > 0; i--) {
      portion.add(left.remove());
    }
    given.merge(task, portion.size(), Integer::sum);
    return new SplitPortion(portion, left.isEmpty());
  }
}
