package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The splits of one scan of a query and the tasks that share them.
///
/// ```
/// unlisted --first question--> listing --list is here--> listed
/// ```
///
/// Whoever asks sooner gets more, in portions that shrink towards the end. One split is kept for
/// every task that has had none yet, until {@link #PATIENCE_MILLIS} after the list came.
final class SplitPool {
  static final long PATIENCE_MILLIS = 250;

  private enum State {
    UNLISTED,
    LISTING,
    LISTED
  }

  private record Question(TaskId task, int count, long request) {}

  private final PlanNode.Scan scan;
  private final int tasks;
  private final ArrayDeque<Split> left = new ArrayDeque<>();
  private final ArrayDeque<Question> waiting = new ArrayDeque<>();
  private final Set<TaskId> served = new HashSet<>();
  private final Map<TaskId, Integer> given = new HashMap<>();
  private State state = State.UNLISTED;
  private long listedAt;

  SplitPool(PlanNode.Scan scan, int tasks) {
    this.scan = scan;
    this.tasks = tasks;
  }

  PlanNode.Scan scan() {
    return scan;
  }

  /// Whether this question is the first, so that the list must be made now.
  boolean ask(TaskId task, int count, long request) {
    waiting.add(new Question(task, count, request));
    if (state != State.UNLISTED) {
      return false;
    }
    state = State.LISTING;
    return true;
  }

  void listed(List<Split> splits, long now) {
    state = State.LISTED;
    listedAt = now;
    left.addAll(splits);
  }

  /// The task will not ask any more.
  void ended(TaskId task) {
    served.add(task);
  }

  /// The questions that can be answered now.
  List<Command> answers(long now) {
    var answers = new ArrayList<Command>();
    if (state != State.LISTED) {
      return answers;
    }
    for (int round = waiting.size(); round > 0; round--) {
      var question = waiting.remove();
      int kept = now - listedAt < PATIENCE_MILLIS ? tasks - served.size() : 0;
      if (left.isEmpty()) {
        answers.add(new Command.GiveSplits(question.request(), List.of()));
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

  private List<Split> portion(Question question, int kept) {
    int free = Math.max(1, left.size() - kept);
    int fair = Math.max(1, free / (2 * tasks));
    var portion = new ArrayList<Split>();
    for (int i = Math.min(fair, Math.max(1, question.count())); i > 0; i--) {
      portion.add(left.remove());
    }
    served.add(question.task());
    given.merge(question.task(), portion.size(), Integer::sum);
    return portion;
  }
}
