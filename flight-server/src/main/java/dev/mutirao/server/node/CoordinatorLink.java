package dev.mutirao.server.node;

import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitFeed;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.CoordinatorCalls;
import dev.mutirao.server.rpc.CoordinatorCalls.SplitQuestion;
import dev.mutirao.server.rpc.CoordinatorCalls.TaskEnd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tasks tell and ask the coordinator. Calls wait on threads of `waiting`. Thread-safe.
final class CoordinatorLink {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorLink.class);

  /// Listing the files of a table can take long.
  private static final Duration SPLITS_PATIENCE = Duration.ofMinutes(5);

  private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);

  private final Connections connections;
  private final String coordinator;
  private final ExecutorService waiting;

  CoordinatorLink(Connections connections, String coordinator, ExecutorService waiting) {
    this.connections = connections;
    this.coordinator = coordinator;
    this.waiting = waiting;
  }

  /// The splits of a task's scans.
  SplitFeed splits(TaskId task) {
    return (scan, count) ->
        CompletableFuture.supplyAsync(() -> ask(new SplitQuestion(task, scan, count)), waiting);
  }

  /// Tells how a task ended. Does not wait; a report that is not heard is told again when the
  /// coordinator asks for the query's end.
  void report(TaskEnd end) {
    waiting.execute(() -> {
      try {
        connections.call(coordinator, CoordinatorCalls.TASK_ENDED, end, REPORT_PATIENCE);
      } catch (RuntimeException failure) {
        LOG.warn("the end of a task was not heard: {}", failure.getMessage());
      }
    });
  }

  private List<Split> ask(SplitQuestion question) {
    return connections
        .call(coordinator, CoordinatorCalls.SPLITS, question, SPLITS_PATIENCE)
        .splits();
  }
}
