package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitPortion;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One query from its submission to its end.
///
/// ```
/// listing --every scan is listed--> launching --every executor has launched--> running
///    |                                  |                                         |
///    |                                  |                                client has all rows
///    '--- failure, cancel, timeout, loss, at any time --> failing                 v
///                                                           |                 releasing
///                                                           |                     |
///                             every executor has released or is lost              |
///                                                 ended <---+---------------------'
/// ```
///
/// Only the first failure counts: what fails after it fails because of it.
final class QueryExecution {
  private enum State {
    LISTING,
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
  private State state = State.LISTING;
  private @Nullable Failure failure;

  QueryExecution(QueryId query, Assignment assignment, OptionalLong deadline, long now) {
    this.query = query;
    this.assignment = assignment;
    this.deadline = deadline;
    this.log = new EventLog(now);
    for (var tasks : assignment.tasks().values()) {
      for (var task : tasks) {
        scansOf(
            task.fragment().root(),
            scan -> {
              pools.computeIfAbsent(scan.scanId(), id -> new SplitPool(scan)).share(task.task());
            });
      }
    }
  }

  /// Has the splits listed, since tasks are launched with their first ones.
  List<Command> start(long now) {
    if (pools.isEmpty()) {
      return launch(now);
    }
    var commands = new ArrayList<Command>();
    pools.forEach((scan, pool) -> {
      log.add(now, "list the splits of scan " + scan);
      commands.add(new Command.ListSplits(query, scan, pool.scan().table(), pool.scan().request()));
    });
    return commands;
  }

  /// Launches every task at once, so that none waits for one that cannot start.
  private List<Command> launch(long now) {
    state = State.LAUNCHING;
    var first = new HashMap<Integer, Map<TaskId, SplitPortion>>();
    pools.forEach((scan, pool) -> first.put(scan, pool.first()));
    var commands = new ArrayList<Command>();
    assignment
        .tasks()
        .forEach((executor, tasks) -> {
          launching.add(executor.id());
          unreleased.add(executor.id());
          log.add(now, "launch " + tasks.size() + " tasks on " + executor.described());
          commands.add(
              new Command.Launch(
                  query, executor, tasks.stream().map(task -> withSplits(task, first)).toList()));
        });
    commands.add(new Command.OpenResults(query, assignment.roots()));
    return commands;
  }

  private static TaskSpecification withSplits(
      TaskSpecification task, Map<Integer, Map<TaskId, SplitPortion>> first) {
    var splits = new HashMap<Integer, SplitPortion>();
    scansOf(
        task.fragment().root(),
        scan -> splits.put(scan.scanId(), first.get(scan.scanId()).get(task.task())));
    return task.withSplits(splits);
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
    return List.of();
  }

  Command wanted(TaskId task, int scan, int count, long request) {
    var pool = pools.get(scan);
    return failure != null || pool == null || state == State.RELEASING
        ? new Command.RefuseSplits(request, over())
        : new Command.GiveSplits(request, pool.next(task, count));
  }

  List<Command> listed(int scan, List<Split> splits, long now) {
    log.add(now, "scan " + scan + " has " + splits.size() + " splits");
    pools.get(scan).listed(splits);
    return state == State.LISTING && pools.values().stream().allMatch(SplitPool::isListed)
        ? launch(now)
        : List.of();
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
    if (state != State.LISTING && state != State.LAUNCHING && state != State.RUNNING) {
      return List.of();
    }
    state = State.FAILING;
    failure = cause;
    log.add(now, cause.message());
    var commands = new ArrayList<Command>();
    commands.add(new Command.FailResults(query, cause));
    commands.addAll(release(cause, now));
    return commands;
  }

  List<Command> released(String executor, long now) {
    unreleased.remove(executor);
    return endIfReleased(now);
  }

  /// An executor is gone, and with it whatever it had of this query.
  List<Command> lost(ExecutorInfo executor, Failure how, long now) {
    if (state == State.LISTING && assignment.tasks().containsKey(executor)) {
      return fail(how, now);
    }
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
    return List.of();
  }

  boolean ended() {
    return state == State.ENDED;
  }

  /// How far the query has come, as users see it.
  QueryState state() {
    return switch (state) {
      case LISTING, LAUNCHING -> QueryState.STARTING;
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

  private static void scansOf(PlanNode node, Consumer<PlanNode.Scan> each) {
    if (node instanceof PlanNode.Scan scan) {
      each.accept(scan);
    }
    node.inputs().forEach(input -> scansOf(input, each));
  }

  private static String shortName(TaskId task) {
    return task.fragment() + "." + task.index();
  }
}
