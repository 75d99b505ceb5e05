package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.remote.RemoteStatements;
import dev.mutirao.server.rpc.ClusterSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, real sockets, real kills.
@Timeout(180)
final class LocalClusterTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM TABLE(range(100000000)) a, TABLE(range(100000000)) b"
          + " WHERE a.value * b.value = 7";

  @Test
  void killedExecutorFailsItsQueryAndTheNextOneRunsOnTheOther(@TempDir Path folder)
      throws Exception {
    var children = List.<ProcessHandle>of();
    var address = "";
    try (var cluster = local();
        var allocator = new RootAllocator()) {
      address = cluster.address();
      children = cluster.handle().descendants().toList();
      assertEquals(2, children.size());
      try (var statements = RemoteStatements.at(address, allocator, ClusterSecret.NONE)) {
        assertEquals(1_000, count(statements, 1_000));
        assertEquals(
            200_000, number(statements, "SELECT count(name) FROM '" + snappyFile(folder) + "'"));
        var victim = children.getFirst();
        var killer = Thread.ofPlatform().start(() -> killSoon(victim));
        var failure =
            assertThrows(MutiraoException.class, () -> count(statements, 1_000_000_000_000L));
        killer.join();
        assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
        assertTrue(failure.getMessage().contains("executor-"), failure.getMessage());
        assertEquals(2_000, count(statements, 2_000));
      }
      var warning = cluster.lineWith("warning: executor-");
      assertTrue(warning.endsWith(" has been killed by signal 9; 1 of 2 executors go on"), warning);
    }
    awaitEnd(children.stream());
    CommandCluster.assertNobodyListens(address);
  }

  @Test
  void deathOfAnIdleExecutorHarmsNoLaterQueryAndNoneOutlivesItsParent() throws Exception {
    try (var cluster = local();
        var allocator = new RootAllocator()) {
      var address = cluster.address();
      var children = cluster.handle().descendants().toList();
      var victim = children.getLast();
      try (var statements = RemoteStatements.at(address, allocator, ClusterSecret.NONE)) {
        assertEquals(1_000, count(statements, 1_000));
        assertTrue(victim.destroyForcibly());
        try {
          assertEquals(3_000, count(statements, 3_000));
        } catch (MutiraoException failure) {
          assertEquals(ErrorCode.EXECUTOR_LOST, failure.code(), failure.getMessage());
        }
        assertEquals(2_000, count(statements, 2_000));
      }
      assertTrue(cluster.handle().destroyForcibly());
      awaitEnd(children.stream());
    }
  }

  @Test
  void takenPortIsAnErrorInOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      var message =
          "error: another process listens on this port; stop it or choose another --port: 127.0.0.1:"
              + port;
      assertFailsInOneLine(message, "local", "--executors", "1", "--port", port);
      assertFailsInOneLine(message, "coordinator", "--port", port);
      assertFailsInOneLine(
          message, "executor", "--coordinator", "grpc://127.0.0.1:1", "--port", port);
    }
  }

  @Test
  void missingCoordinatorIsAnErrorInOneLine() throws Exception {
    assertFailsInOneLine(
        "error: no answer from the server at grpc://127.0.0.1:1: connection refused; start one",
        "executor",
        "--wait",
        "0",
        "--coordinator",
        "grpc://127.0.0.1:1");
  }

  @Test
  void executorThatStartsFirstWaitsForItsCoordinator() throws Exception {
    var port = freePort();
    var address = "grpc://127.0.0.1:" + port;
    try (var executor = CommandProcess.start("executor", "--coordinator", address)) {
      executor.lineWith("waiting 30 s for a coordinator: no answer from the server at " + address);
      try (var coordinator = CommandProcess.start("coordinator", "--port", port)) {
        assertEquals(address, coordinator.address());
        executor.lineWith("ready: executor-");
        assertEquals(
            "n\n7\n",
            CommandRun.of(
                    "sql",
                    "--format",
                    "csv",
                    "--server",
                    address,
                    "SELECT count(*) AS n FROM TABLE(range(7))")
                .rows());
      }
    }
  }

  @Test
  void dataFolderInUseIsAnErrorInOneLine(@TempDir Path folder) throws Exception {
    var data = folder.toString();
    try (var owner = CommandProcess.start("coordinator", "--port", "0", "--data", data)) {
      owner.address();
      CommandRun.of("sql", "--data", data, "SELECT 1")
          .assertFails(1, "the data folder is in use by another process", "--data", data);
    }
    assertEquals(0, CommandRun.of("sql", "--data", data, "SELECT 1").code());
  }

  @Test
  void signalCancelsTheStatementAndIsTold() throws Exception {
    try (var process = CommandProcess.start("sql", "SELECT 1; " + ENDLESS)) {
      Thread.sleep(3_000); // what is under way then, the start or the query, must not matter
      process.tellToEnd();
      assertEquals(
          List.of("error: the query was cancelled by Ctrl-C or the end of its terminal"),
          process.awaitErrors());
      assertEquals(128 + 15, process.awaitExit());
    }
  }

  @Test
  void clientThatIsStoppedCancelsItsQueryOnTheServer() throws Exception {
    try (var running =
        CoordinatorProcess.start(
            new dev.mutirao.server.coordinator.CoordinatorOptions(
                "127.0.0.1", 0, 0, 64L << 20, ClusterSecret.NONE, 10),
            Path.of(""),
            null,
            List.of())) {
      var queries = running.coordinator().queries();
      var address = "grpc://127.0.0.1:" + running.coordinator().port();
      try (var executor = CommandProcess.start("executor", "--coordinator", address)) {
        executor.lineWith("ready: ");
        try (var client = CommandProcess.start("sql", "--server", address, ENDLESS)) {
          while (queries.queries().isEmpty()) {
            Thread.sleep(20);
          }
          client.tellToEnd();
          assertEquals(1, client.awaitErrors().size(), client.awaitErrors().toString());
        }
        var state = queries.queries().getFirst().ended().get(20, TimeUnit.SECONDS);
        assertEquals(dev.mutirao.server.query.QueryState.CANCELLED, state);
      }
    }
  }

  private static CommandProcess local() throws IOException {
    return CommandProcess.start("local", "--executors", "2", "--port", "0", "--memory", "2GB");
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static void assertFailsInOneLine(String start, String... arguments) throws Exception {
    try (var process = CommandProcess.start(arguments)) {
      var lines = process.awaitErrors();
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.getFirst().startsWith(start), lines.getFirst());
      assertEquals(1, process.awaitExit());
    }
  }

  private static long count(RemoteStatements statements, long rows) throws InterruptedException {
    return number(statements, "SELECT count(*) FROM TABLE(range(" + rows + "))");
  }

  private static long number(RemoteStatements statements, String sql) throws InterruptedException {
    try (var result = statements.run(sql);
        var batches = new BlockingBatches(result.rows());
        var batch = batches.next()) {
      return batch.column(0).values().get(dev.mutirao.connectors.batch.Column.LONG, 0);
    }
  }

  /// A file of many row groups that needs a codec in C, whose library must not stay behind either.
  private static Path snappyFile(Path folder) throws SQLException {
    var file = folder.resolve("t.parquet");
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (SELECT 'name ' || i AS name FROM range(200000) r(i)) TO '"
              + file
              + "' (COMPRESSION snappy, ROW_GROUP_SIZE 2048)");
    }
    return file;
  }

  private static void killSoon(ProcessHandle victim) {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertTrue(victim.destroyForcibly());
  }

  private static void awaitEnd(Stream<ProcessHandle> processes) {
    processes.forEach(process -> {
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      assertFalse(process.isAlive());
    });
  }
}
