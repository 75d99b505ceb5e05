package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.executor.task.Connectors;
import dev.mutirao.server.coordinator.CoordinatorOptions;
import dev.mutirao.server.node.ExecutorNode;
import dev.mutirao.server.node.ExecutorOptions;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A coordinator and two executors of one thread in this JVM, for command lines with `--server`.
/// Closing it fails when memory is left or a port is still listened on.
final class CommandCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int EXECUTORS = 2;

  private final CoordinatorProcess coordinator;
  private final List<ExecutorNode> executors = new ArrayList<>();

  /// @param root where relative paths in SQL begin
  /// @param memory of each process, in bytes
  CommandCluster(Path root, long memory) {
    coordinator =
        CoordinatorProcess.start(
            new CoordinatorOptions(LOOPBACK, 0, 0, memory, ClusterSecret.NONE, 10),
            root,
            null,
            List.of());
    for (int i = 1; i <= EXECUTORS; i++) {
      var options =
          new ExecutorOptions(
              "executor-" + i,
              LOOPBACK,
              0,
              0,
              LOOPBACK,
              address(),
              1,
              memory,
              ClusterSecret.NONE,
              false);
      executors.add(ExecutorNode.start(options, Connectors.installed()));
    }
  }

  /// The coordinator's address.
  String address() {
    return FlightEndpoint.address(LOOPBACK, coordinator.coordinator().port());
  }

  /// Runs a statement that prints CSV.
  CommandRun run(String sql) {
    return CommandRun.of("sql", "--format", "csv", "--server", address(), sql);
  }

  @Override
  public void close() {
    var addresses = new ArrayList<>(List.of(address()));
    executors.forEach(executor -> addresses.add(executor.info().address()));
    executors.forEach(ExecutorNode::close); // throws when memory is left
    coordinator.close();
    addresses.forEach(CommandCluster::assertNobodyListens);
  }

  /// A port may take sockets for a moment more: one that a selector knows is closed by the system
  /// only when that selector looks again.
  ///
  /// @param address such as `grpc://127.0.0.1:8815`
  static void assertNobodyListens(String address) {
    var uri = URI.create(address);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (isReached(uri)) {
      assertTrue(System.nanoTime() < deadline, address + " is still there");
      Thread.onSpinWait();
    }
  }

  /// Where nobody listens, the system may give the socket that very port, and it meets itself.
  private static boolean isReached(URI address) {
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      return socket.getLocalPort() != socket.getPort();
    } catch (ConnectException refused) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
