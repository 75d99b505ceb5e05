package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.query.QueryState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the scheduler wants done.
public sealed interface Command {
  /// Starts tasks; answered by {@link Event.TasksLaunched} or {@link Event.LaunchFailed}.
  record Launch(QueryId query, ExecutorInfo executor, List<TaskSpecification> tasks)
      implements Command {
    public Launch {
      tasks = List.copyOf(tasks);
    }
  }

  /// Reads the rows of the root's tasks, and gives them to the client.
  record OpenResults(QueryId query, List<TaskAddress> roots) implements Command {
    public OpenResults {
      roots = List.copyOf(roots);
    }
  }

  /// Looks for the splits of a scan; answered by {@link Event.SplitsListed} or {@link
  /// Event.SplitsFailed}.
  record ListSplits(QueryId query, int scan, TableHandle table, ScanRequest request)
      implements Command {}

  /// Answers {@link Event.SplitsWanted}.
  record GiveSplits(long request, SplitPortion portion) implements Command {}

  record RefuseSplits(long request, Failure failure) implements Command {}

  /// The client sees this error instead of the rest of the rows.
  record FailResults(QueryId query, Failure failure) implements Command {}

  /// Stops the tasks of a query and forgets them; answered by {@link Event.TasksReleased}. Tasks
  /// that fail by this say `reason`.
  record Release(QueryId query, ExecutorInfo executor, Failure reason) implements Command {}

  /// Nothing of the query runs any more.
  ///
  /// @param events what happened to it, oldest first
  /// @param splits how many splits each task was given
  record EndQuery(
      QueryId query,
      QueryState state,
      Optional<Failure> failure,
      List<String> events,
      Map<TaskId, Long> splits)
      implements Command {
    public EndQuery {
      events = List.copyOf(events);
      splits = Map.copyOf(splits);
    }
  }

  /// Forgets connections to an executor.
  record DropExecutor(ExecutorInfo executor) implements Command {}
}
