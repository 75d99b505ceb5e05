package dev.mutirao.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.Placement;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import dev.mutirao.server.scheduler.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class HostedQueriesTest {
  private static final Failure STOPPED = new Failure(ErrorCode.EXECUTOR_LOST, "it was stopped");
  private static final TaskId TASK = new TaskId(QueryId.random(), 0, 0, 0);

  private final HostedQueries queries =
      new HostedQueries(specification -> {
        throw new AssertionError("started " + specification.task());
      });

  @Test
  void launchAfterCloseStartsNothing() {
    queries.close(STOPPED);

    var refused =
        assertThrows(
            MutiraoException.class, () -> queries.launch(TASK.query(), List.of(specification())));

    assertEquals(ErrorCode.EXECUTOR_LOST, refused.code());
    assertEquals(0, queries.size());
  }

  @Test
  void consumerThatWaitsForATaskIsToldOfTheClose() {
    var queue = queries.queue(new ExchangeTicket(TASK, 0));

    queries.close(STOPPED);

    var told = assertThrows(CompletionException.class, queue::join);
    assertEquals(
        ErrorCode.EXECUTOR_LOST, ((MutiraoException) told.getCause()).code(), told.toString());
    assertTrue(queries.queue(new ExchangeTicket(TASK, 0)).isCompletedExceptionally());
  }

  @Test
  void queryThatEndedBeforeItsLaunchStartsNothing() {
    queries.release(TASK.query(), new Failure(ErrorCode.CANCELLED, "cancelled"));

    var refused =
        assertThrows(
            MutiraoException.class, () -> queries.launch(TASK.query(), List.of(specification())));

    assertEquals(ErrorCode.CANCELLED, refused.code());
  }

  private static TaskSpecification specification() {
    var noRows = new PlanNode.Values(new Schema(List.of()), List.of());
    var fragment = new PlanFragment(0, noRows, new Partitioning.Single(), Placement.ONE_EXECUTOR);
    return new TaskSpecification(TASK, fragment, 1, Map.of(), Map.of(), Map.of());
  }
}
