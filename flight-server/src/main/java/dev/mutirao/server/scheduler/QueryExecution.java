package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.query.QueryState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One query from its submission to its end.
///
/// ```
/// launching --every executor has launched--> running --client has all rows--> releasing
///     |                                         |                                 |
///     |                                         |           every executor has released or is lost
///     '--- failure, cancel, timeout, loss ------'--> failing ---------------------+--> ended
/// ```
///
/// Only the first failure counts: what fails after it fails because of it.
final class QueryExecution {
  private enum State {
    LAUNCHING,
    RUNNING,
    RELEASING,
    FAILING,
    ENDED
  }

  private final QueryId query;
  private final Assignment assignment;
  private final OptionalLong deadline;
  private final Map<Integer, SplitPool> pools = new HashMap<>();
  private final Set<String> launching = new HashSet<>();
  private final Set<String> unreleased = new HashSet<>();
  private final EventLog log;
  private State state = State.LAUNCHING;
  private @Nullable Failure failure;

  QueryExecution(QueryId query, Assignment assignment, OptionalLong deadline, long now) {
    this.query = query;
    this.assignment = assignment;
    this.deadline = deadline;
    this.log = new EventLog(now);
    for (var tasks : assignment.tasks().values()) {
      for (var task : tasks) {
        scans(task.fragment().root(), task);
      }
    }
  }

  /// Launches every task at once, so that none waits for one that cannot start, and has the splits
  /// listed meanwhile.
  List<Command> start(long now) {
    var commands = new ArrayList<Command>();
    assignment
        .tasks()
        .forEach((executor, tasks) -> {
          launching.add(executor.id());
          unreleased.add(executor.id());
          log.add(now, "launch " + tasks.size() + " tasks on " + executor.described());
          commands.add(new Command.Launch(query, executor, tasks));
        });
    commands.add(new Command.OpenResults(query, assignment.roots()));
    pools.forEach((scan, pool) -> {
      log.add(now, "list the splits of scan " + scan);
      commands.add(new Command.ListSplits(query, scan, pool.scan().table(), pool.scan().request()));
    });
    return commands;
  }

  List<Command> launched(String executor, long now) {
    launching.remove(executor);
    if (state == State.LAUNCHING && launching.isEmpty()) {
      state = State.RUNNING;
      log.add(now, "every task is launched");
    }
    return List.of();
  }

  List<Command> taskFinished(TaskId task, long now) {
    log.add(now, "task " + shortName(task) + " finished");
    pools.values().forEach(pool -> pool.ended(task));
    return answers(now);
  }

  List<Command> wanted(TaskId task, int scan, int count, long request, long now) {
    var pool = pools.get(scan);
    if (failure != null || pool == null || state == State.RELEASING) {
      return List.of(new Command.RefuseSplits(request, over()));
    }
    pool.ask(task, count, request);
    return pool.answers(now);
  }

  List<Command> listed(int scan, List<Split> splits, long now) {
    log.add(now, "scan " + scan + " has " + splits.size() + " splits");
    var pool = pools.get(scan);
    pool.listed(splits, now);
    return pool.answers(now);
  }

  /// The client has every row: what still runs is not needed.
  List<Command> drained(long now) {
    if (state != State.LAUNCHING && state != State.RUNNING) {
      return List.of();
    }
    state = State.RELEASING;
    log.add(now, "the client has every row");
    return release(over(), now);
  }

  List<Command> fail(Failure cause, long now) {
    if (state != State.LAUNCHING && state != State.RUNNING) {
      return List.of();
    }
    state = State.FAILING;
    failure = cause;
    log.add(now, cause.message());
    var commands = new ArrayList<Command>();
    commands.add(new Command.FailResults(query, cause));
    pools.values().forEach(pool -> commands.addAll(pool.refuse(cause)));
    commands.addAll(release(cause, now));
    return commands;
  }

  List<Command> released(String executor, long now) {
    unreleased.remove(executor);
    return endIfReleased(now);
  }

  /// An executor is gone, and with it whatever it had of this query.
  List<Command> lost(ExecutorInfo executor, Failure how, long now) {
    if (!unreleased.contains(executor.id())) {
      return List.of();
    }
    unreleased.remove(executor.id());
    launching.remove(executor.id());
    var commands = new ArrayList<>(fail(how, now));
    if (commands.isEmpty()) {
      commands.addAll(endIfReleased(now));
    }
    return commands;
  }

  List<Command> tick(long now) {
    if (deadline.isPresent() && now >= deadline.getAsLong()) {
      var timeout = new Failure(ErrorCode.STATEMENT_TIMEOUT, Scheduler.timeoutMessage());
      return fail(timeout, now);
    }
    return answers(now);
  }

  boolean ended() {
    return state == State.ENDED;
  }

  /// How far the query has come, as users see it.
  QueryState state() {
    return switch (state) {
      case LAUNCHING -> QueryState.STARTING;
      case RUNNING, RELEASING -> QueryState.RUNNING;
      case FAILING -> failedState();
      case ENDED -> failure == null ? QueryState.FINISHED : failedState();
    };
  }

  List<String> events() {
    return log.entries();
  }

  /// How many splits each task was given.
  Map<TaskId, Long> splits() {
    var splits = new HashMap<TaskId, Long>();
    for (var tasks : assignment.tasks().values()) {
      for (var task : tasks) {
        var given = pools.values().stream().mapToLong(pool -> pool.given(task.task())).sum();
        splits.put(task.task(), given);
      }
    }
    return splits;
  }

  private QueryState failedState() {
    return failure != null && failure.code() == ErrorCode.CANCELLED
        ? QueryState.CANCELLED
        : QueryState.FAILED;
  }

  private List<Command> answers(long now) {
    var commands = new ArrayList<Command>();
    pools.values().forEach(pool -> commands.addAll(pool.answers(now)));
    return commands;
  }

  private List<Command> release(Failure reason, long now) {
    var commands = new ArrayList<Command>();
    for (var executor : assignment.tasks().keySet()) {
      if (unreleased.contains(executor.id())) {
        commands.add(new Command.Release(query, executor, reason));
      }
    }
    commands.addAll(endIfReleased(now));
    return commands;
  }

  private List<Command> endIfReleased(long now) {
    if ((state != State.RELEASING && state != State.FAILING) || !unreleased.isEmpty()) {
      return List.of();
    }
    state = State.ENDED;
    log.add(now, "ended");
    return List.of(
        new Command.EndQuery(
            query, state(), Optional.ofNullable(failure), log.entries(), splits()));
  }

  private Failure over() {
    return failure != null ? failure : new Failure(ErrorCode.CANCELLED, "the query has ended");
  }

  private void scans(PlanNode node, TaskSpecification task) {
    if (node instanceof PlanNode.Scan scan) {
      pools.computeIfAbsent(
          scan.scanId(), id -> new SplitPool(scan, task.task().fragment(), tasksOf(task)));
    }
    node.inputs().forEach(input -> scans(input, task));
  }

  private int tasksOf(TaskSpecification task) {
    return switch (task.fragment().placement()) {
      case EVERY_EXECUTOR -> assignment.tasks().size();
      case ONE_EXECUTOR -> 1;
    };
  }

  private static String shortName(TaskId task) {
    return task.fragment() + "." + task.index();
  }
}
