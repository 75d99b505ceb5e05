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
  /// Tasks are launched with this part of all splits: less, and they ask more often; more, and a
  /// slow task holds what others could have done.
  private static final double FIRST_PART = 0.7;

  /// And no more than this, so that the message which launches a task stays small.
  private static final int MOST_FIRST = 64;

  /// With no more splits than this for each task none is kept back, so that nobody has to ask.
  private static final int FEW = 2;

  private static final int LEAST_PART = 8;

  private final PlanNode.Scan scan;
  private final List<TaskId> tasks = new ArrayList<>();
  private final ArrayDeque<Split> left = new ArrayDeque<>();
  private final Map<TaskId, Integer> given = new HashMap<>();
  private int total;
  private boolean listed;

  SplitPool(PlanNode.Scan scan) {
    this.scan = scan;
  }

  /// One more task that runs the fragment which has the scan.
  void share(TaskId task) {
    tasks.add(task);
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

  /// What each task is launched with.
  Map<TaskId, SplitPortion> first() {
    return scan.whole() ? everything() : dealt();
  }

  /// What a task gets that asks for up to `count`.
  SplitPortion next(TaskId task, int count) {
    int fair = Math.max(least(), 2 * left.size() / (3 * tasks.size()));
    var splits = take(task, Math.min(fair, Math.max(1, count)));
    return new SplitPortion(splits, left.isEmpty());
  }

  int given(TaskId task) {
    return given.getOrDefault(task, 0);
  }

  private Map<TaskId, SplitPortion> everything() {
    var all = new SplitPortion(List.copyOf(left), true);
    left.clear();
    var portions = new HashMap<TaskId, SplitPortion>();
    for (var task : tasks) {
      given.put(task, total);
      portions.put(task, all);
    }
    return portions;
  }

  private Map<TaskId, SplitPortion> dealt() {
    int each = Math.clamp((int) (FIRST_PART * total / tasks.size()), 1, MOST_FIRST);
    var splits = new HashMap<TaskId, List<Split>>();
    for (var task : tasks) {
      splits.put(task, take(task, each));
    }
    if (total <= FEW * tasks.size()) {
      for (var task : tasks) {
        splits.get(task).addAll(take(task, each));
      }
    }
    var portions = new HashMap<TaskId, SplitPortion>();
    splits.forEach((task, its) -> portions.put(task, new SplitPortion(its, left.isEmpty())));
    return portions;
  }

  /// The smallest portion while there is more: an eighth of a task's share, which is what one task
  /// may still have to read when the others are through.
  private int least() {
    return Math.max(1, total / (LEAST_PART * tasks.size()));
  }

  private List<Split> take(TaskId task, int count) {
    var taken = new ArrayList<Split>();
    for (int i = Math.min(count, left.size()); i > 0; i--) {
      taken.add(left.remove());
    }
    given.merge(task, taken.size(), Integer::sum);
    return taken;
  }
}
