package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.arrow.SampleBatch;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.remote.RemoteStatements;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several clients at once, some of whose queries fail or are dropped: every answer is right or an
/// error that says why, and nothing is left.
@Timeout(180)
final class ManyClientsTest {
  private static final int CLIENTS = 8;
  private static final int STATEMENTS = 10;
  private static final long ROWS = 100_000;

  /// What one statement came to.
  private enum Outcome {
    RIGHT,
    FAILED_AS_IT_SHOULD,
    DROPPED,
    EXECUTOR_LOST
  }

  @TempDir private Path folder;
  private final Map<Outcome, AtomicInteger> outcomes = new ConcurrentHashMap<>();

  @BeforeEach
  void makeFiles() throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute(
          "CREATE TABLE t AS SELECT i AS id, i % 100 AS k, 'name ' || i AS name FROM range("
              + ROWS
              + ") r(i)");
      statement.execute("COPY t TO '" + folder.resolve("t.csv") + "'");
      statement.execute("COPY t TO '" + folder.resolve("t.csv.gz") + "'");
      statement.execute("COPY t TO '" + folder.resolve("t.parquet") + "' (ROW_GROUP_SIZE 20000)");
    }
  }

  @Test
  void clientsDoNotDisturbEachOther() throws Exception {
    try (var cluster = new TestCluster(3)) {
      runClients(cluster, () -> null);
      assertEverythingEnded(cluster);
    }
    assertEquals(null, outcomes.get(Outcome.EXECUTOR_LOST));
    assertNoThreadIsLeft();
  }

  @Test
  void executorThatGoesFailsItsQueriesOnly() throws Exception {
    try (var cluster = new TestCluster(3)) {
      runClients(
          cluster,
          () -> {
            cluster.stopExecutor(1);
            return null;
          });
      assertEverythingEnded(cluster);
      assertEquals(2, cluster.queries().executors());
      assertEquals(
          List.of(List.of(ROWS)), cluster.rows("SELECT count(*) FROM '" + file("t.csv") + "'"));
    }
    assertNoThreadIsLeft();
  }

  /// Runs all clients; `halfway` happens once, when each has answers to half of its statements.
  private void runClients(TestCluster cluster, Callable<?> halfway) throws Exception {
    var half = new Phaser(CLIENTS + 1);
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(seed -> threads.submit(() -> runClient(cluster, seed, half)))
              .toList();
      half.arriveAndAwaitAdvance();
      halfway.call();
      for (var client : clients) {
        client.get();
      }
    }
    int all = outcomes.values().stream().mapToInt(AtomicInteger::get).sum();
    assertEquals(CLIENTS * STATEMENTS, all, outcomes.toString());
    for (var outcome : List.of(Outcome.RIGHT, Outcome.FAILED_AS_IT_SHOULD, Outcome.DROPPED)) {
      assertTrue(outcomes.containsKey(outcome), outcomes.toString());
    }
  }

  private Object runClient(TestCluster cluster, int seed, Phaser half) throws Exception {
    var random = new Random(seed);
    try (var allocator = new RootAllocator();
        var statements = RemoteStatements.at(cluster.address(), allocator, TestCluster.SECRET)) {
      for (int i = 0; i < STATEMENTS; i++) {
        if (i == STATEMENTS / 2) {
          half.arriveAndAwaitAdvance();
        }
        var outcome = runOne(statements, random.nextInt(10));
        outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
      }
    } finally {
      half.arriveAndDeregister(); // one that fails keeps nobody waiting
    }
    return seed;
  }

  private Outcome runOne(RemoteStatements statements, int kind) throws Exception {
    try {
      switch (kind) {
        case 0 -> drop(statements, "SELECT * FROM " + TestCluster.range("1000000000000"));
        case 1 -> drop(statements, "SELECT * FROM '" + file("t.csv") + "'");
        case 2 -> assertFails(statements, "id / (id - id)", "t.csv", ErrorCode.DIVISION_BY_ZERO);
        case 3 ->
            assertFails(statements, "CAST(name AS BIGINT)", "t.parquet", ErrorCode.INVALID_CAST);
        case 4 ->
            assertEquals(
                List.of(List.of(ROWS, ROWS * (ROWS - 1) / 2)),
                rows(statements, "SELECT count(*), sum(id) FROM '" + file("t.parquet") + "'"));
        case 5 ->
            assertEquals(
                List.of(List.of(0L, ROWS / 100), List.of(1L, ROWS / 100)),
                rows(
                    statements,
                    "SELECT k, count(*) FROM '"
                        + file("t.csv")
                        + "' GROUP BY k ORDER BY k LIMIT 2"));
        case 6 ->
            assertEquals(
                List.of(List.of(ROWS)),
                rows(statements, "SELECT count(name) FROM '" + file("t.csv.gz") + "'"));
        case 7 ->
            assertEquals(
                List.of(List.of(ROWS)),
                rows(
                    statements,
                    "SELECT count(*) FROM '"
                        + file("t.csv")
                        + "' a JOIN '"
                        + file("t.parquet")
                        + "' b ON a.name = b.name"));
        case 8 ->
            assertEquals(
                List.of(List.of(ROWS - 1)),
                rows(
                    statements,
                    "SELECT id FROM '" + file("t.parquet") + "' ORDER BY id DESC LIMIT 1"));
        default ->
            assertEquals(
                List.of(List.of(1L)),
                rows(statements, "SELECT count(*) FROM (VALUES (1)) AS v (x)"));
      }
      return kind < 2 ? Outcome.DROPPED : kind < 4 ? Outcome.FAILED_AS_IT_SHOULD : Outcome.RIGHT;
    } catch (MutiraoException failure) {
      assertEquals(ErrorCode.EXECUTOR_LOST, failure.code(), failure.getMessage());
      assertTrue(failure.getMessage().contains("executor-2"), failure.getMessage());
      return Outcome.EXECUTOR_LOST;
    }
  }

  private static void drop(RemoteStatements statements, String sql) throws Exception {
    try (var result = statements.run(sql);
        var batches = new BlockingBatches(result.rows());
        var batch = batches.next()) {
      assertTrue(batch.rows() > 0);
    }
  }

  private void assertFails(
      RemoteStatements statements, String expression, String name, ErrorCode code)
      throws Exception {
    try {
      var rows = rows(statements, "SELECT " + expression + " FROM '" + file(name) + "'");
      throw new AssertionError(rows.size() + " rows instead of " + code);
    } catch (MutiraoException failure) {
      if (failure.code() != code) {
        throw failure;
      }
    }
  }

  private static List<List<Object>> rows(RemoteStatements statements, String sql) throws Exception {
    var rows = new ArrayList<List<Object>>();
    try (var result = statements.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var taken = batch) {
          rows.addAll(SampleBatch.rows(taken));
        }
      }
    }
    return rows;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertEverythingEnded(TestCluster cluster) throws Exception {
    for (var query : cluster.queries().queries()) {
      var state = query.ended().get(20, TimeUnit.SECONDS);
      assertTrue(
          state == QueryState.FINISHED
              || state == QueryState.FAILED
              || state == QueryState.CANCELLED,
          state.toString());
    }
    assertEquals(
        List.of(),
        cluster.queries().queries().stream()
            .filter(query -> !query.ended().isDone())
            .map(RunningQuery::id)
            .toList());
  }

  /// Threads that compute or keep time end with their cluster.
  private static void assertNoThreadIsLeft() throws InterruptedException {
    var left = ourThreads();
    for (int i = 0; i < 1_000 && !left.isEmpty(); i++) {
      Thread.sleep(20);
      left = ourThreads();
    }
    assertEquals(List.of(), left);
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("compute-\\d+|heartbeat|scheduler-clock"))
        .toList();
  }
}
