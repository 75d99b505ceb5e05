package dev.mutirao.server.cli;

import dev.mutirao.executor.task.Connectors;
import dev.mutirao.server.coordinator.CoordinatorOptions;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.node.ExecutorNode;
import dev.mutirao.server.node.ExecutorOptions;
import dev.mutirao.server.output.OutputFormat;
import dev.mutirao.server.remote.RemoteStatements;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import picocli.CommandLine.Command;

/// Runs typical statements embedded and on a small cluster in this process. The launcher does it
/// once with a JVM that writes an AOT cache: what is loaded, linked and profiled here is ready at
/// every later start.
@Command(name = "train", hidden = true, description = "Run what an AOT cache should know.")
final class TrainCommand implements Callable<Integer> {
  private static final int ROUNDS = 3;
  private static final int EXECUTORS = 2;
  private static final long MEMORY = 256L << 20;
  private static final String LOOPBACK = "127.0.0.1";

  /// Files are those of the installation, which is the current folder.
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade",
          """
          SELECT a.cidade, COUNT(*) AS n, AVG(a.idade) AS idade
          FROM 'examples/dados.parquet' a JOIN 'examples/dados.csv' b ON a.nome = b.nome
          WHERE a.idade BETWEEN 20 AND 60 AND b.cidade LIKE 'S%'
          GROUP BY a.cidade HAVING COUNT(*) > 1 ORDER BY n DESC, a.cidade LIMIT 3\
          """,
          "DESCRIBE 'examples/dados.csv'");

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var allocator = new RootAllocator(MEMORY)) {
      try (var embedded =
          EmbeddedEngine.open(allocator, EXECUTORS, Path.of(""), Optional.empty())) {
        run(embedded, allocator);
      }
      runOnCluster(allocator);
    }
    return 0;
  }

  private static void runOnCluster(BufferAllocator allocator)
      throws IOException, InterruptedException {
    var secret = ClusterSecret.of(UUID.randomUUID().toString());
    var options =
        new CoordinatorOptions(LOOPBACK, 0, 0, MEMORY, secret, CoordinatorCommand.QUERY_LIMIT);
    var nodes = new ArrayList<ExecutorNode>();
    try (var running = CoordinatorProcess.start(options, Path.of(""), null, List.of())) {
      var address = FlightEndpoint.address(LOOPBACK, running.coordinator().port());
      try (var statements = RemoteStatements.at(address, allocator, secret)) {
        for (int i = 1; i <= EXECUTORS; i++) {
          nodes.add(
              ExecutorNode.start(
                  executor("executor-" + i, address, secret), Connectors.installed()));
        }
        run(statements, allocator);
      } finally {
        nodes.forEach(ExecutorNode::close);
      }
    }
  }

  private static ExecutorOptions executor(String name, String coordinator, ClusterSecret secret) {
    return new ExecutorOptions(
        name, LOOPBACK, 0, 0, LOOPBACK, coordinator, 1, MEMORY, secret, false);
  }

  private static void run(StatementService statements, BufferAllocator allocator)
      throws IOException, InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      for (var format : OutputFormat.values()) {
        for (var sql : STATEMENTS) {
          try (var result = statements.run(sql)) {
            SqlCommand.print(
                result, format, statements, OutputStream.nullOutputStream(), allocator);
          }
        }
      }
    }
  }
}
