package dev.mutirao.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.Placement;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.executor.task.TaskRunner;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import dev.mutirao.server.scheduler.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.RootAllocator;
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

  @Test
  void whatAFinishedTaskGaveIsNotTakenForEverythingOnceItIsStopped() throws Exception {
    try (var allocator = new RootAllocator();
        var runner = runner(allocator)) {
      var real = new HostedQueries(specification -> hosted(runner, specification));
      real.launch(TASK.query(), List.of(specification()));
      var rows = real.output(TASK, 0);
      while (!rows.finished() && !rows.ready().isDone()) {
        Thread.sleep(1);
      }

      assertEquals(1, real.release(TASK.query(), STOPPED).size());

      assertFalse(rows.finished());
      var told = assertThrows(MutiraoException.class, rows::poll);
      assertEquals(ErrorCode.EXECUTOR_LOST, told.code());
    }
  }

  @Test
  void startOfATaskKeepsNobodyButTheReleaseWaiting() throws Exception {
    var starting = new CountDownLatch(1);
    var mayStart = new CountDownLatch(1);
    try (var allocator = new RootAllocator();
        var runner = runner(allocator);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow =
          new HostedQueries(specification -> {
            starting.countDown();
            await(mayStart);
            return hosted(runner, specification);
          });
      var launch = threads.submit(() -> slow.launch(TASK.query(), List.of(specification())));
      starting.await();
      assertEquals(List.of(), slow.profiles());
      var release = threads.submit(() -> slow.release(TASK.query(), STOPPED));
      while (slow.holds(TASK.query())) {
        Thread.sleep(1);
      }
      assertFalse(release.isDone());

      mayStart.countDown();

      launch.get();
      assertEquals(1, release.get().size()); // the task was stopped, as the allocator's end checks
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TaskRunner runner(RootAllocator allocator) {
    return new TaskRunner(1, allocator, Connectors.installed());
  }

  private static HostedTask hosted(TaskRunner runner, TaskSpecification specification) {
    return new HostedTask(specification, runner.start(specification, null, null), "here");
  }

  private static TaskSpecification specification() {
    var schema = Schema.of(Field.of("x", Type.Simple.BIGINT));
    var row = new PlanNode.Values(schema, List.of(new PlanNode.Row(List.of(Literal.of(1L)))));
    var fragment = new PlanFragment(0, row, new Partitioning.Single(), Placement.ONE_EXECUTOR);
    return new TaskSpecification(TASK, fragment, 1, Map.of(), Map.of(), Map.of());
  }
}
