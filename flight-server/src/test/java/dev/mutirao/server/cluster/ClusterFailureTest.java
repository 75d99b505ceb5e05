package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.node.ExecutorNode;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.CoordinatorCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class ClusterFailureTest {
  /// Gives rows for a long time.
  private static final String LONG_SCAN = "SELECT * FROM " + TestCluster.range("1000000000000");

  /// Computes for a long time before it gives a row.
  private static final String LONG_COUNT =
      "SELECT count(*) FROM " + TestCluster.range("1000000000000");

  private final TestCluster cluster = new TestCluster(3);

  @AfterEach
  void nothingIsLeft() {
    cluster.close(); // throws when memory is left
  }

  @Test
  void cancelledQueryStopsOnEveryExecutor() throws Exception {
    try (var query = cluster.submit(LONG_COUNT)) {
      awaitTasks(query);
      query.cancel("a test");
      assertEquals(QueryState.CANCELLED, query.ended().get(20, TimeUnit.SECONDS));
      var failure = assertThrows(MutiraoException.class, () -> TestCluster.rows(query));
      assertEquals("the query was cancelled by a test", failure.getMessage());
    }
    assertTheClusterAnswers(3);
  }

  @Test
  void droppedResultsStopTheQuery() throws Exception {
    var query = cluster.submit(LONG_SCAN);
    try (var batches = new BlockingBatches(query.results());
        var first = batches.next()) {
      assertNotNull(first);
    }
    assertEquals(QueryState.CANCELLED, query.ended().get(20, TimeUnit.SECONDS));
    assertTheClusterAnswers(3);
  }

  @Test
  void queryThatRunsTooLongTimesOut() throws Exception {
    var options =
        new QueryOptions(LONG_COUNT, "test", Map.of(), Optional.of(Duration.ofMillis(300)));
    try (var query = cluster.submit(LONG_COUNT, options)) {
      var failure = assertThrows(MutiraoException.class, () -> TestCluster.rows(query));
      assertEquals(ErrorCode.STATEMENT_TIMEOUT, failure.code());
      assertEquals(QueryState.FAILED, query.ended().get(20, TimeUnit.SECONDS));
    }
    assertTheClusterAnswers(3);
  }

  @Test
  void stoppedExecutorFailsItsQueriesByNameAndTheNextRunsOnTheRest() throws Exception {
    try (var query = cluster.submit(LONG_COUNT)) {
      awaitTasks(query);
      cluster.stopExecutor(1);
      var failure = assertThrows(MutiraoException.class, () -> TestCluster.rows(query));
      assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
      assertTrue(failure.getMessage().contains("executor-2"), failure.getMessage());
      assertEquals(QueryState.FAILED, query.ended().get(20, TimeUnit.SECONDS));
    }
    assertTheClusterAnswers(2);
  }

  @Test
  void drainedExecutorLeavesAndTheOthersGoOn() throws Exception {
    ExecutorNode node = cluster.executor(0);
    node.drain();
    assertEquals(2, cluster.queries().executors());
    assertTheClusterAnswers(2);
  }

  @Test
  void severalQueriesRunAtOnce() throws Exception {
    var queries =
        List.of(
            cluster.submit("SELECT count(*) FROM " + TestCluster.range("3000000")),
            cluster.submit("SELECT count(*) FROM " + TestCluster.range("4000000")),
            cluster.submit("SELECT count(*) FROM " + TestCluster.range("5000000")));
    long expected = 3_000_000;
    for (var query : queries) {
      assertEquals(List.of(List.of(expected)), TestCluster.rows(query));
      expected += 1_000_000;
      query.close();
    }
  }

  @Test
  void processWithoutTheSecretIsRefused() {
    var failure =
        assertThrows(
            MutiraoException.class,
            () ->
                ExecutorNode.start(
                    cluster.options("intruder", ClusterSecret.of("guess")), cluster.connectors()));
    assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
    assertEquals(3, cluster.queries().executors());
  }

  @Test
  void callWithoutTheSecretIsRefusedByExecutors() {
    try (var allocator = new RootAllocator();
        var connections = new Connections(allocator, ClusterSecret.NONE)) {
      var failure =
          assertThrows(
              MutiraoException.class,
              () ->
                  connections.call(
                      cluster.executor(0).info().address(),
                      CoordinatorCalls.LEAVE,
                      new CoordinatorCalls.Leaving("x", "y"),
                      Duration.ofSeconds(20)));
      assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
    }
  }

  @Test
  void executorsJoinACoordinatorThatWasRestarted() throws Exception {
    assertTheClusterAnswers(3);
    cluster.restartCoordinator();
    while (cluster.queries().executors() < 3) {
      Thread.sleep(50);
    }
    assertTheClusterAnswers(3);
  }

  @Test
  void coordinatorThatIsNotThereIsNamed() {
    var failure =
        assertThrows(
            MutiraoException.class,
            () ->
                ExecutorNode.start(
                    TestCluster.options("lonely", ClusterSecret.NONE, "grpc://127.0.0.1:1"),
                    cluster.connectors()));
    assertEquals(ErrorCode.SERVER_UNREACHABLE, failure.code());
    assertTrue(failure.getMessage().contains("grpc://127.0.0.1:1"), failure.getMessage());
  }

  private void assertTheClusterAnswers(int executors) throws InterruptedException {
    assertEquals(
        List.of(List.of(1_000_000L)),
        cluster.rows("SELECT count(*) FROM " + TestCluster.range("1000000")));
    assertEquals(executors, cluster.queries().executors());
  }

  private static void awaitTasks(RunningQuery query) throws InterruptedException {
    while (query.profile().state() == QueryState.STARTING) {
      Thread.sleep(10);
    }
    assertEquals(QueryState.RUNNING, query.profile().state());
  }
}
