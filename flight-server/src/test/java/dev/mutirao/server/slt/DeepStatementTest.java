package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/// Statements that nest deeper than a thread's stack reaches end with one line, and the next one
/// runs.
final class DeepStatementTest {
  private static final int TERMS = 20_000;

  /// The same depth in the parser, the validator and the translator.
  private static final Map<String, String> STATEMENTS =
      Map.of(
          "sum", "SELECT " + "1 + ".repeat(TERMS) + "1",
          "parentheses", "SELECT " + "(".repeat(TERMS) + "1" + ")".repeat(TERMS),
          "alternatives", alternatives(2_000));

  private static String alternatives(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "value * 2 = " + i)
        .collect(Collectors.joining(" OR ", "SELECT * FROM TABLE(range(3)) WHERE ", ""));
  }

  @Test
  void embedded() throws Exception {
    try (var allocator = new RootAllocator(1L << 28)) {
      try (var engine = EmbeddedEngine.open(allocator, 1, Path.of(""), Optional.empty());
          var way = new StatementWay(engine)) {
        assertOneLine(way);
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  @Test
  void onACluster() throws Exception {
    try (var cluster = new TestCluster(1);
        var way = new StatementWay(cluster.statements())) {
      assertOneLine(way);
    }
  }

  @Test
  void throughJdbc() throws Exception {
    try (var cluster = new TestCluster(1);
        var way = new JdbcWay(cluster.jdbcUrl())) {
      assertOneLine(way);
    }
  }

  private static void assertOneLine(SltRunner.Way way) throws Exception {
    for (var statement : STATEMENTS.entrySet()) {
      var error = assertThrows(Exception.class, () -> way.rows(statement.getValue()));
      var message = String.valueOf(error.getMessage());
      assertTrue(message.contains("nest this deep is not supported"), message);
      assertEquals(1, message.lines().count(), statement.getKey());
      assertEquals(List.of("2"), way.rows("SELECT 1 + 1"), "after " + statement.getKey());
    }
  }
}
