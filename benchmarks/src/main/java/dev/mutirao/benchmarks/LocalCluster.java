package dev.mutirao.benchmarks;

import dev.mutirao.server.remote.RemoteStatements;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// `mutirao local`: a coordinator and executors as processes of their own, started with the JVM
/// flags and the class path of this one.
public final class LocalCluster implements AutoCloseable {
  private final Process process;
  private final int port;
  private final StatementService statements;

  private LocalCluster(Process process, int port, StatementService statements) {
    this.process = process;
    this.port = port;
    this.statements = statements;
  }

  /// Starts a cluster and waits until it is ready.
  ///
  /// @param allocator for the rows of its answers
  /// @param threads of all executors together
  public static LocalCluster start(BufferAllocator allocator, int executors, int threads)
      throws IOException {
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.mutirao.server.cli.Main", "local"));
    command.addAll(List.of("--executors", Integer.toString(executors)));
    command.addAll(List.of("--threads", Integer.toString(threads)));
    command.addAll(List.of("--port", Integer.toString(port)));
    var process = new ProcessBuilder(command).start();
    try {
      awaitReady(process);
    } catch (IOException | RuntimeException failure) {
      process.destroy();
      throw failure;
    }
    return new LocalCluster(
        process,
        port,
        RemoteStatements.at("grpc://127.0.0.1:" + port, allocator, ClusterSecret.NONE));
  }

  /// One session of the cluster.
  public StatementService statements() {
    return statements;
  }

  /// Where clients of Arrow Flight find it, on 127.0.0.1.
  int port() {
    return port;
  }

  /// What a JDBC client connects to.
  public String jdbcUrl() {
    return "jdbc:mutirao://127.0.0.1:" + port;
  }

  /// Waits until `mutirao local` says that it is ready.
  ///
  /// @throws IllegalStateException when it ends before
  static void awaitReady(Process process) throws IOException {
    var told = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8);
    var line = new StringBuilder();
    for (int c = told.read(); c >= 0 && line.indexOf("ready") != 0; c = told.read()) {
      if (c == '\n') {
        line.setLength(0); // what the JVM or a logger says
      } else {
        line.append((char) c);
      }
    }
    if (line.indexOf("ready") != 0) {
      throw new IllegalStateException("the local cluster does not start: " + line);
    }
  }

  /// A port that nobody listens on.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    statements.close();
    process.destroy();
    process.onExit().join();
  }
}
