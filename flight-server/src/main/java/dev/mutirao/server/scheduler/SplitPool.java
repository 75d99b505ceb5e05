package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitPortion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The splits of one scan of a query and the tasks that share them.
///
/// Whoever asks sooner gets more, in portions that shrink towards the end. One split is kept for
/// every task that has had none yet, until {@link #PATIENCE_MILLIS} after the list came: a query
/// cannot end before its slowest task has begun, so this wait costs little, and every executor
/// works.
final class SplitPool {
  static final long PATIENCE_MILLIS = 2_000;

  private static final int LEAST_PART = 25;

  private record Question(TaskId task, int count, long request) {}

  private final PlanNode.Scan scan;
  private final int fragment;
  private final int tasks;
  private final ArrayDeque<Split> left = new ArrayDeque<>();
  private final ArrayDeque<Question> waiting = new ArrayDeque<>();
  private final Set<TaskId> served = new HashSet<>();
  private final Map<TaskId, Integer> given = new HashMap<>();
  private int total;
  private boolean listed;
  private long listedAt;

  /// @param fragment the one that has the scan
  /// @param tasks how many run that fragment
  SplitPool(PlanNode.Scan scan, int fragment, int tasks) {
    this.scan = scan;
    this.fragment = fragment;
    this.tasks = tasks;
  }

  PlanNode.Scan scan() {
    return scan;
  }

  void ask(TaskId task, int count, long request) {
    waiting.add(new Question(task, count, request));
  }

  void listed(List<Split> splits, long now) {
    listed = true;
    listedAt = now;
    left.addAll(splits);
    total = splits.size();
  }

  /// A task of the query will not ask any more, if it ever did.
  void ended(TaskId task) {
    if (task.fragment() == fragment) {
      served.add(task);
    }
  }

  /// The questions that can be answered now.
  List<Command> answers(long now) {
    var answers = new ArrayList<Command>();
    if (!listed) {
      return answers;
    }
    for (int round = waiting.size(); round > 0; round--) {
      var question = waiting.remove();
      int kept = now - listedAt < PATIENCE_MILLIS ? tasks - served.size() : 0;
      if (left.isEmpty()) {
        answers.add(new Command.GiveSplits(question.request(), SplitPortion.END));
      } else if (left.size() <= kept && served.contains(question.task())) {
        waiting.add(question);
      } else {
        answers.add(new Command.GiveSplits(question.request(), portion(question, kept)));
      }
    }
    if (!answers.isEmpty() && !waiting.isEmpty()) {
      answers.addAll(answers(now)); // what was kept for one may be free for another now
    }
    return answers;
  }

  /// Takes the questions that will never be answered.
  List<Command> refuse(Failure failure) {
    var refusals =
        waiting.stream()
            .<Command>map(question -> new Command.RefuseSplits(question.request(), failure))
            .toList();
    waiting.clear();
    return refusals;
  }

  int given(TaskId task) {
    return given.getOrDefault(task, 0);
  }

  /// The smallest portion while there is more: a few percent of a task's share, which is what one
  /// task may still have to read when the others are through.
  private int least() {
    return Math.max(1, total / (LEAST_PART * tasks));
  }

  private SplitPortion portion(Question question, int kept) {
    int free = Math.max(1, left.size() - kept);
    int fair = Math.max(least(), 2 * free / (3 * tasks));
    var portion = new ArrayList<Split>();
    int size = Math.min(Math.min(fair, free), Math.max(1, question.count()));
    for (int i = size; i > 0; i--) {
      portion.add(left.remove());
    }
    served.add(question.task());
    given.merge(question.task(), portion.size(), Integer::sum);
    return new SplitPortion(portion, left.isEmpty());
  }
}
