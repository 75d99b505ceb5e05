package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.TaskId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What the scheduler is told.
public sealed interface Event {
  /// An executor introduced itself, for the first time or again.
  record ExecutorJoined(ExecutorInfo executor) implements Event {}

  /// A heartbeat.
  record ExecutorAlive(String executor) implements Event {}

  /// The executor finishes what it has and takes no new tasks.
  record ExecutorDraining(String executor) implements Event {}

  /// The executor said goodbye, or a call to it failed so that it must be gone.
  record ExecutorGone(String executor, String how) implements Event {}

  /// A planned query.
  ///
  /// @param deadline when it must have ended, on the clock of {@link Scheduler#apply}
  record QuerySubmitted(
      QueryId query, QueryPlan plan, Map<String, String> settings, OptionalLong deadline)
      implements Event {
    public QuerySubmitted {
      settings = Map.copyOf(settings);
    }
  }

  /// An executor has started its tasks of a query.
  record TasksLaunched(QueryId query, String executor) implements Event {}

  /// An executor refused its tasks of a query.
  record LaunchFailed(QueryId query, String executor, Failure failure) implements Event {}

  /// A task has computed everything.
  record TaskFinished(TaskId task) implements Event {}

  record TaskFailed(TaskId task, Failure failure) implements Event {}

  /// A task asks for splits; `request` names the question.
  record SplitsWanted(TaskId task, int scan, int count, long request) implements Event {}

  /// The answer to {@link Command.ListSplits}.
  record SplitsListed(QueryId query, int scan, List<Split> splits) implements Event {
    public SplitsListed {
      splits = List.copyOf(splits);
    }
  }

  record SplitsFailed(QueryId query, int scan, Failure failure) implements Event {}

  /// The client has taken the last row.
  record ResultsDrained(QueryId query) implements Event {}

  /// The rows could not be read from the executor that has them.
  record ResultsFailed(QueryId query, Failure failure) implements Event {}

  /// A user, a dropped stream or the end of the server stops the query.
  record CancelRequested(QueryId query, Failure reason) implements Event {}

  /// An executor has stopped and forgotten its tasks of a query.
  record TasksReleased(QueryId query, String executor) implements Event {}

  /// Time has passed.
  record Tick() implements Event {}
}
