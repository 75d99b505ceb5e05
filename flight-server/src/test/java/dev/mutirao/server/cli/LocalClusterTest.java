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
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real processes, real sockets, real kills.
@Timeout(180)
final class LocalClusterTest {
  private static final Pattern ADDRESS = Pattern.compile("coordinator at (grpc://\\S+),");

  @Test
  void killedExecutorFailsItsQueryAndTheNextOneRunsOnTheOther() throws Exception {
    var cluster = start("local", "--executors", "2", "--port", "0", "--memory", "2GB");
    var children = List.<ProcessHandle>of();
    try (var allocator = new RootAllocator()) {
      var address = address(cluster);
      children = cluster.descendants().toList();
      assertEquals(2, children.size());
      try (var statements = RemoteStatements.at(address, allocator, ClusterSecret.NONE)) {
        assertEquals(1_000, count(statements, 1_000));
        var victim = children.getFirst();
        var killer = Thread.ofPlatform().start(() -> killSoon(victim));
        var failure =
            assertThrows(MutiraoException.class, () -> count(statements, 1_000_000_000_000L));
        killer.join();
        assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
        assertTrue(failure.getMessage().contains("executor-"), failure.getMessage());
        assertEquals(2_000, count(statements, 2_000));
      }
    } finally {
      cluster.destroy();
      assertTrue(cluster.waitFor(30, TimeUnit.SECONDS));
    }
    awaitEnd(children.stream());
  }

  @Test
  void noExecutorOutlivesItsParent() throws Exception {
    var cluster = start("local", "--executors", "2", "--port", "0", "--memory", "2GB");
    address(cluster);
    var children = cluster.descendants().toList();
    cluster.destroyForcibly();
    awaitEnd(children.stream());
  }

  @Test
  void takenPortIsAnErrorInOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      assertFailsInOneLine(port, "local", "--executors", "1", "--port", port);
    }
  }

  @Test
  void missingCoordinatorIsAnErrorInOneLine() throws Exception {
    assertFailsInOneLine("grpc://127.0.0.1:1", "executor", "--coordinator", "grpc://127.0.0.1:1");
  }

  @Test
  void listeningElsewhereNeedsASecret() throws Exception {
    var process = start("coordinator", "--port", "0", "--host", "0.0.0.0");
    try (var errors = process.errorReader()) {
      assertTrue(errors.lines().anyMatch(line -> line.contains("--secret-file")));
    }
    assertEquals(2, process.waitFor());
  }

  private static void assertFailsInOneLine(String named, String... arguments) throws Exception {
    var process = start(arguments);
    try (var errors = process.errorReader()) {
      var lines = errors.lines().filter(line -> line.startsWith("error: ")).toList();
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.getFirst().contains(named), lines.getFirst());
    }
    assertEquals(1, process.waitFor());
  }

  private static long count(RemoteStatements statements, long rows) throws InterruptedException {
    try (var result = statements.run("SELECT count(*) FROM TABLE(range(" + rows + "))");
        var batches = new BlockingBatches(result.rows());
        var batch = batches.next()) {
      return batch.column(0).values().get(dev.mutirao.connectors.batch.Column.LONG, 0);
    }
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

  private static Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-cp", classPath(), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /// Surefire's own class path may be a jar that names the others.
  private static String classPath() {
    var path = System.getProperty("surefire.test.class.path");
    return path != null ? path : System.getProperty("java.class.path");
  }

  private static String address(Process cluster) throws IOException {
    BufferedReader errors = cluster.errorReader();
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      var address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group(1);
      }
    }
    throw new AssertionError("the cluster ended before it was ready");
  }
}
