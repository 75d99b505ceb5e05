package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.slt.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/slow-calls`: every executor takes part, and nothing is called twice or not at all.
class SlowCallsTest {
  @TempDir Path folder;

  @Test
  void tenThousandCallsAreSharedOut() throws Exception {
    var jar = AuthoredJar.ofExample(folder, "slow-calls");
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      for (var function : List.of("ask", "place")) {
        Rows.of(statements, "CREATE FUNCTION " + function + " USING JAR '" + jar + "'");
      }
      var sql =
          Files.readString(Path.of("../examples/slow-calls/slow-calls.sql"))
              .replaceAll(";\\s*$", "");
      var row = Rows.of(statements, sql).getFirst();
      // As a loop in Python counts; three executors have six threads.
      assertTrue(row.matches("10000\\|849666\\|[3-6]"), row);
      // Three calls are three splits, one for each executor.
      assertEquals(
          List.of("3"),
          Rows.of(
              statements,
              "SELECT COUNT(DISTINCT place) FROM (SELECT ask(value + 1), place(value) AS place FROM"
                  + " range(3))"));
    }
  }
}
