package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.server.query.QueryState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The executors of a cluster and the queries that run on them. Not thread-safe, and without a
/// clock: whoever calls {@link #apply} says what time it is.
///
/// ```
/// executor:  joined --draining--> draining
///               |                    |
///               '--gone or silent----'--> forgotten (its queries fail, for who joins
///                                                    again has stopped them)
/// ```
public final class Scheduler {
  /// How long an executor may be silent before it is taken for dead.
  public static final long SILENCE_MILLIS = 9_000;

  private static final class Member {
    final ExecutorInfo info;
    long heard;
    boolean draining;
    boolean suspected;

    Member(ExecutorInfo info, long heard) {
      this.info = info;
      this.heard = heard;
    }
  }

  private final int queryLimit;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<QueryId, QueryExecution> queries = new LinkedHashMap<>();

  /// @param queryLimit how many queries may run at once
  public Scheduler(int queryLimit) {
    this.queryLimit = queryLimit;
  }

  /// Takes one event in and says what to do about it.
  ///
  /// @param now milliseconds on a clock that never goes back
  /// @throws MutiraoException when a submitted query cannot be started; nothing has changed then
  public List<Command> apply(Event event, long now) {
    return switch (event) {
      case Event.ExecutorJoined(var executor) -> {
        var lost = lose(executor.id(), "it had lost its way to the coordinator", now);
        members.put(executor.id(), new Member(executor, now));
        yield lost;
      }
      case Event.ExecutorAlive(var executor) -> {
        var member = members.get(executor);
        if (member != null) {
          member.heard = now;
          member.suspected = false;
        }
        yield List.of();
      }
      case Event.ExecutorDraining(var executor) -> {
        var member = members.get(executor);
        if (member != null) {
          member.draining = true;
        }
        yield List.of();
      }
      case Event.ExecutorGone(var executor, var how) -> lose(executor, how, now);
      case Event.QuerySubmitted submitted -> submit(submitted, now);
      case Event.TasksLaunched(var query, var executor) ->
          to(query, execution -> execution.launched(executor, now));
      case Event.LaunchFailed(var query, var executor, var failure) ->
          to(query, execution -> execution.fail(failure, now));
      case Event.TaskFinished(var task) ->
          to(task.query(), execution -> execution.taskFinished(task, now));
      case Event.TaskFailed(var task, var failure) ->
          to(task.query(), execution -> execution.fail(named(failure), now));
      case Event.SplitsWanted wanted -> wanted(wanted);
      case Event.SplitsListed(var query, var scan, var splits) ->
          to(query, execution -> execution.listed(scan, splits, now));
      case Event.SplitsFailed(var query, var scan, var failure) ->
          to(query, execution -> execution.fail(failure, now));
      case Event.ResultsDrained(var query) -> to(query, execution -> execution.drained(now));
      case Event.ResultsFailed(var query, var failure) ->
          to(query, execution -> execution.fail(named(failure), now));
      case Event.CancelRequested(var query, var reason) ->
          to(query, execution -> execution.fail(reason, now));
      case Event.TasksReleased(var query, var executor) ->
          to(query, execution -> execution.released(executor, now));
      case Event.Tick() -> tick(now);
    };
  }

  /// The executors that take new tasks (those whose streams broke only after their next sign of
  /// life), in order of their names.
  public List<ExecutorInfo> available() {
    return members.values().stream()
        .filter(member -> !member.draining && !member.suspected)
        .map(member -> member.info)
        .sorted(java.util.Comparator.comparing(ExecutorInfo::name).thenComparing(ExecutorInfo::id))
        .toList();
  }

  /// Whether this executor is known.
  public boolean knows(String executor) {
    return members.containsKey(executor);
  }

  /// Every executor, draining ones too.
  public List<ExecutorInfo> executors() {
    return members.values().stream().map(member -> member.info).toList();
  }

  /// How far a query that has not ended has come.
  public Optional<QueryState> state(QueryId query) {
    return Optional.ofNullable(queries.get(query)).map(QueryExecution::state);
  }

  /// What happened to a query that has not ended.
  public List<String> events(QueryId query) {
    var execution = queries.get(query);
    return execution == null ? List.of() : execution.events();
  }

  /// How many splits each task of a query that has not ended was given.
  public Map<TaskId, Long> splits(QueryId query) {
    var execution = queries.get(query);
    return execution == null ? Map.of() : execution.splits();
  }

  static String timeoutMessage() {
    return ClusterErrors.timeout("statement_timeout").getMessage();
  }

  private List<Command> submit(Event.QuerySubmitted submitted, long now) {
    if (queries.size() >= queryLimit) {
      throw ClusterErrors.tooManyQueries(queryLimit);
    }
    var executors = available();
    if (executors.isEmpty()) {
      throw ClusterErrors.noExecutors();
    }
    var assignment =
        Assignment.of(submitted.query(), submitted.plan(), executors, submitted.settings());
    var execution = new QueryExecution(submitted.query(), assignment, submitted.deadline(), now);
    queries.put(submitted.query(), execution);
    return execution.start(now);
  }

  private List<Command> wanted(Event.SplitsWanted wanted) {
    var task = wanted.task();
    var execution = queries.get(task.query());
    if (execution == null) {
      var over = new Failure(ErrorCode.CANCELLED, "the query has ended");
      return List.of(new Command.RefuseSplits(wanted.request(), over));
    }
    return List.of(execution.wanted(task, wanted.scan(), wanted.count(), wanted.request()));
  }

  private List<Command> tick(long now) {
    var commands = new ArrayList<Command>();
    for (var member : List.copyOf(members.values())) {
      if (now - member.heard > SILENCE_MILLIS) {
        var how = "no heartbeat for " + (now - member.heard) / 1000 + " s";
        commands.addAll(lose(member.info.id(), how, now));
      }
    }
    for (var query : List.copyOf(queries.keySet())) {
      commands.addAll(to(query, execution -> execution.tick(now)));
    }
    return commands;
  }

  private List<Command> lose(String executor, String how, long now) {
    var member = members.remove(executor);
    if (member == null) {
      return List.of();
    }
    var failure = Failure.of(ClusterErrors.executorLost(member.info.described(), how));
    var commands = new ArrayList<Command>();
    for (var query : List.copyOf(queries.keySet())) {
      commands.addAll(to(query, execution -> execution.lost(member.info, failure, now)));
    }
    commands.add(new Command.DropExecutor(member.info));
    return commands;
  }

  /// A broken stream names an address; people know the executor by its name.
  private Failure named(Failure failure) {
    if (failure.code() != ErrorCode.EXECUTOR_LOST) {
      return failure;
    }
    for (var member : members.values()) {
      if (failure.message().contains(member.info.address())) {
        member.suspected = true;
        var how = "its stream broke";
        return Failure.of(ClusterErrors.executorLost(member.info.described(), how));
      }
    }
    return failure;
  }

  private List<Command> to(QueryId query, Function<QueryExecution, List<Command>> step) {
    var execution = queries.get(query);
    if (execution == null) {
      return List.of();
    }
    var commands = step.apply(execution);
    if (execution.ended()) {
      queries.remove(query);
    }
    return commands;
  }
}
