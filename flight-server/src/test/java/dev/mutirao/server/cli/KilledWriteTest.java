package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.remote.RemoteStatements;
import dev.mutirao.server.rpc.ClusterSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes that are killed while they write.
@Timeout(180)
final class KilledWriteTest {
  @TempDir private Path folder;

  private Path target;
  private Path state;

  @BeforeEach
  void oldData() throws IOException {
    var data = Files.createDirectory(folder.resolve("data"));
    target = Files.createDirectory(data.resolve("out"));
    Files.writeString(target.resolve("old.csv"), "n\n1\n");
    state = folder.resolve("state");
  }

  @Test
  void killedExecutorLeavesTheTargetAsItWas() throws Exception {
    try (var cluster = start("local", "--executors", "2", "--port", "0", "--memory", "2GB");
        var allocator = new RootAllocator()) {
      var address = cluster.address();
      try (var statements = RemoteStatements.at(address, allocator, ClusterSecret.NONE);
          var result = statements.run(endless())) {
        awaitFiles();
        assertTrue(cluster.handle().descendants().findFirst().orElseThrow().destroyForcibly());
        var failure =
            assertThrows(
                MutiraoException.class,
                () -> {
                  try (var rows = new BlockingBatches(result.rows())) {
                    rows.next();
                  }
                });
        assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
      }
      awaitOnlyOldData();
      cluster.lineWith("killed by signal 9");
    }
    assertEquals(List.of(), records());
  }

  @Test
  void killedCoordinatorIsCleanedUpAfterByTheNextStart() throws Exception {
    try (var cluster = start("local", "--executors", "2", "--port", "0", "--memory", "2GB");
        var allocator = new RootAllocator()) {
      var address = cluster.address();
      try (var statements = RemoteStatements.at(address, allocator, ClusterSecret.NONE);
          var result = statements.run(endless())) {
        assertEquals(1, result.schema().size());
        awaitFiles();
        var executors = cluster.handle().descendants().toList();
        assertTrue(cluster.handle().destroyForcibly());
        for (var executor : executors) {
          executor.onExit().get(30, TimeUnit.SECONDS);
        }
      }
    }
    assertEquals(1, records().size());
    assertTheNextStartCleans();
  }

  @Test
  void killedCommandIsCleanedUpAfterByTheNextStart() throws Exception {
    try (var command = start("sql", endless())) {
      awaitFiles();
      assertTrue(command.handle().destroyForcibly());
      command.handle().onExit().get(30, TimeUnit.SECONDS);
    }
    assertEquals(1, records().size());
    assertTheNextStartCleans();
  }

  /// A signal to end, such as Ctrl-C, leaves nothing at once.
  @Test
  void interruptedCommandLeavesNothing() throws Exception {
    try (var command = start("sql", endless())) {
      awaitFiles();
      command.tellToEnd();
      command.awaitExit();
    }
    assertOnlyOldData();
    assertEquals(List.of(), records());
  }

  private void assertTheNextStartCleans() throws Exception {
    try (var next = start("sql", "SELECT 1")) {
      assertEquals(0, next.awaitExit());
    }
    assertOnlyOldData();
    assertEquals(List.of(), records());
  }

  private CommandProcess start(String... arguments) throws IOException {
    return CommandProcess.startWith(List.of("-Dmutirao.state=" + state), arguments);
  }

  private String endless() {
    return "COPY (SELECT \"value\" AS n FROM TABLE(range(1000000000000))) TO '"
        + target
        + "' (OVERWRITE, FORMAT csv)";
  }

  private void awaitFiles() throws IOException, InterruptedException {
    while (true) {
      try (var files = Files.walk(folder.resolve("data"))) {
        if (files.anyMatch(file -> file.getFileName().toString().startsWith("part-"))) {
          return;
        }
      }
      Thread.sleep(20);
    }
  }

  /// The server cleans when the query has ended, which is not before its client knows of the
  /// failure.
  private void awaitOnlyOldData() throws IOException, InterruptedException {
    for (int i = 0; i < 500 && !names().equals(List.of("out")); i++) {
      Thread.sleep(20);
    }
    assertOnlyOldData();
  }

  private void assertOnlyOldData() throws IOException {
    assertEquals(List.of("out"), names());
    try (var files = Files.list(target)) {
      assertEquals(List.of(target.resolve("old.csv")), files.toList());
    }
    assertEquals("n\n1\n", Files.readString(target.resolve("old.csv")));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("data"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private List<Path> records() throws IOException {
    try (var files = Files.list(state.resolve("writes"))) {
      return files.toList();
    }
  }
}
