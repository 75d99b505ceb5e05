package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Functions that do not return.
@Timeout(120)
class RunawayTest {
  private static final String MEMBERS =
      "private static volatile boolean released;"
          + "@ScalarFunction public static long sleeper(long x) throws InterruptedException {"
          + " Thread.sleep(1_000_000_000L); return x; }"
          + "@ScalarFunction public static long stubborn(long x) {"
          + " while (!released) { Thread.onSpinWait(); } return x; }"
          + "@TableFunction public static java.util.stream.Stream<Long> searching() {"
          + " return java.util.stream.Stream.iterate(1L, n -> n + 1).filter(n -> released); }"
          + "@TableFunction public static java.util.stream.Stream<Long> clinging() {"
          + " return java.util.stream.Stream.iterate(1L, n -> n + 1)"
          + ".onClose(() -> { while (!released) { Thread.onSpinWait(); } }); }"
          + "@TableFunction public static Iterable<Long> late() throws InterruptedException {"
          + " Thread.sleep(1_000_000_000L); return List.of(); }"
          + "@AggregateFunction(\"slow_sum\") public static class SlowSum {"
          + " public void add(long x) {} public void merge(SlowSum o) {}"
          + " public long result() throws InterruptedException {"
          + " Thread.sleep(1_000_000_000L); return 1; } }"
          + "@StatefulFunction(\"slow_step\") public static class SlowStep {"
          + " public long next(long x) throws InterruptedException {"
          + " Thread.sleep(1_000_000_000L); return 1; } }"
          + "private static void spin() { while (!released) {"
          + " try { Thread.sleep(1); } catch (InterruptedException e) { continue; } } }"
          + "@AggregateFunction(\"stuck_adding\") public static class StuckAdding {"
          + " public void add(long x) { spin(); } public void merge(StuckAdding o) {}"
          + " public long result() { return 1; } }"
          + "@AggregateFunction(\"stuck_merging\") public static class StuckMerging {"
          + " public void add(long x) {} public void merge(StuckMerging o) { spin(); }"
          + " public long result() { return 1; } }"
          + "@AggregateFunction(\"stuck_result\") public static class StuckResult {"
          + " public void add(long x) {} public void merge(StuckResult o) {}"
          + " public long result() { spin(); return 1; } }"
          + "@AggregateFunction(\"stuck_making\") public static class StuckMaking {"
          + " public StuckMaking() { spin(); }"
          + " public void add(long x) {} public void merge(StuckMaking o) {}"
          + " public long result() { return 1; } }"
          + "@StatefulFunction(\"stuck_step\") public static class StuckStep {"
          + " public long next(long x) { spin(); return 1; } }"
          + "public record StuckRow(long x) { public long x() { spin(); return x; } }"
          + "@TableFunction public static List<StuckRow> stuck_rows() {"
          + " return List.of(new StuckRow(1)); }"
          + "@TableFunction public static List<Long> stuck_call() { spin(); return List.of(); }"
          + "@ScalarFunction @Deterministic(false) public static boolean let_go() {"
          + " released = true; return true; }";

  @TempDir Path folder;

  private Path jar() {
    return CompiledJar.of(folder.resolve("runaways.jar"), "Runaways", MEMBERS);
  }

  @Test
  void aFunctionThatSleepsIsInterruptedWithItsQuery() throws Exception {
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var engine =
          EmbeddedEngine.open(allocator, 1, folder, Optional.empty(), List.of(jar()))) {
        rows(engine, "SET statement_timeout = 1");
        assertTimesOut(engine, "SELECT sleeper(value) FROM range(3)");
        assertTimesOut(engine, "SELECT sleeper(1)");
        assertTimesOut(engine, "SELECT slow_sum(value) FROM range(3)");
        assertTimesOut(engine, "SELECT slow_step(value) OVER (ORDER BY value) FROM range(3)");
        assertTimesOut(engine, "SELECT * FROM late()");
        assertEquals(List.of("45"), rows(engine, "SELECT sum(value) FROM range(10)"));
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  @Test
  void aFunctionThatIgnoresInterruptsIsGivenUpAndKeepsItsMemoryUntilItReturns() throws Exception {
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var engine =
          EmbeddedEngine.open(allocator, 1, folder, Optional.empty(), List.of(jar()))) {
        rows(engine, "SET statement_timeout = 1");
        assertTimesOut(engine, "SELECT stubborn(value) FROM range(3)");
        rows(engine, "RESET statement_timeout");
        assertTrue(allocator.getAllocatedMemory() > 0);
        assertEquals(List.of("45"), rows(engine, "SELECT sum(value) FROM range(10)"));
        rows(engine, "SELECT let_go()");
        while (!allocator.getChildAllocators().isEmpty()) {
          Thread.sleep(5);
        }
      }
    }
  }

  private static final List<String> STUCK =
      List.of(
          "stuck_adding(value) FROM range(3)",
          "stuck_merging(value) OVER (ORDER BY value ROWS 500 PRECEDING) FROM range(3000)",
          "stuck_result(value) FROM range(3)",
          "stuck_making(value) FROM range(3)",
          "stuck_adding(value) OVER (ORDER BY value) FROM range(3)",
          "stuck_step(value) OVER (ORDER BY value) FROM range(3)",
          "* FROM stuck_rows()",
          "* FROM stuck_call()",
          "stubborn(1)");

  @Test
  void whereverFunctionsAreStuckTheEngineGoesOn() throws Exception {
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var engine =
          EmbeddedEngine.open(allocator, 16, folder, Optional.empty(), List.of(jar()))) {
        rows(engine, "SET statement_timeout = 2");
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
          var calls = new ArrayList<Future<?>>();
          for (var query : STUCK) {
            calls.add(clients.submit(() -> assertTimesOut(engine, "SELECT " + query)));
          }
          for (var call : calls) {
            call.get();
          }
        }
        rows(engine, "RESET statement_timeout");
        assertEquals(
            List.of("45"), rows(engine, "SELECT sum(value) FROM range(10) WHERE value >= 0"));
        rows(engine, "SELECT let_go()");
        while (allocator.getAllocatedMemory() > 0 || !allocator.getChildAllocators().isEmpty()) {
          Thread.sleep(5);
        }
      }
    }
  }

  @Test
  void aConstantThatIgnoresInterruptsIsLeftAndTheRowsDoWithoutIt() throws Exception {
    var warnings = new Warnings();
    try (var allocator = new RootAllocator(1L << 30);
        warnings) {
      try (var engine =
          EmbeddedEngine.open(allocator, 1, folder, Optional.empty(), List.of(jar()))) {
        assertEquals(
            List.of("0", "1"),
            rows(
                engine,
                "SELECT CASE WHEN value < 2 THEN value ELSE stubborn(1) END FROM range(2)"));
        assertTrue(allocator.getAllocatedMemory() > 0);
        assertTrue(
            warnings.next().startsWith("example.Runaways.stubborn has not returned 5 s after"));
        // Not even one for each time that it is planned.
        for (int i = 0; i < 20; i++) {
          rows(engine, "SELECT value FROM range(2) WHERE value < 5 OR stubborn(" + i + ") = 1");
        }
        assertTrue(
            threads("constant") <= Runtime.getRuntime().availableProcessors(),
            () -> threads("constant") + " threads");
        rows(engine, "SELECT let_go()");
        while (threads("constant") > 0) {
          Thread.sleep(5);
        }
        assertEquals(List.of("8"), rows(engine, "SELECT stubborn(8)"));
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  /// What the engine warns of.
  private static final class Warnings extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.mutirao");
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    Warnings() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord warning) {
      messages.add(warning.getMessage());
    }

    /// Waits for one.
    String next() throws InterruptedException {
      return messages.take();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  @Test
  void aTableThatSearchesForeverIsGivenUp() throws Exception {
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var engine =
          EmbeddedEngine.open(allocator, 1, folder, Optional.empty(), List.of(jar()))) {
        rows(engine, "SET statement_timeout = 1");
        assertTimesOut(engine, "SELECT * FROM searching() LIMIT 1");
        rows(engine, "RESET statement_timeout");
        assertEquals(List.of("45"), rows(engine, "SELECT sum(value) FROM range(10)"));
        rows(engine, "SELECT let_go()");
        while (!allocator.getChildAllocators().isEmpty()) {
          Thread.sleep(5);
        }
      }
    }
  }

  @Test
  void aThreadThatIsStuckAfterAnotherWasGivenUpIsGivenUpToo() throws Exception {
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var engine =
          EmbeddedEngine.open(allocator, 1, folder, Optional.empty(), List.of(jar()))) {
        rows(engine, "SET statement_timeout = 1");
        // The one thread runs both in turns. Who takes its place closes the rows of the first.
        assertTimesOut(
            engine,
            "SELECT sum(value) FROM (SELECT value % 2 AS value FROM clinging() UNION ALL SELECT"
                + " value FROM searching()) AS u");
        rows(engine, "RESET statement_timeout");
        assertEquals(List.of("45"), rows(engine, "SELECT sum(value) FROM range(10)"));
        rows(engine, "SELECT let_go()");
        while (!allocator.getChildAllocators().isEmpty()) {
          Thread.sleep(5);
        }
      }
    }
  }

  @Test
  void aClusterGoesOnWithoutTheThread() throws Exception {
    try (var cluster = new TestCluster(3); // which checks that no memory is left
        var statements = cluster.statements()) {
      var jar = jar();
      for (var name : List.of("stubborn", "let_go")) {
        rows(statements, "CREATE FUNCTION " + name + " USING JAR '" + jar + "'");
      }
      rows(statements, "SET statement_timeout = 1");
      assertTimesOut(statements, "SELECT sum(stubborn(value)) FROM range(100000)");
      rows(statements, "RESET statement_timeout");
      assertEquals(List.of("4950"), rows(statements, "SELECT sum(value) FROM range(100)"));
      for (int i = 0; i < 10; i++) {
        assertEquals(
            List.of("1000000"),
            rows(statements, "SELECT count(*) FROM range(1000000) WHERE let_go()"));
      }
    }
  }

  private static void assertTimesOut(StatementService statements, String sql) {
    var error = assertThrows(MutiraoException.class, () -> rows(statements, sql));
    assertEquals(ErrorCode.STATEMENT_TIMEOUT, error.code(), error.getMessage());
  }

  private static List<String> rows(StatementService statements, String sql)
      throws InterruptedException {
    return Rows.of(statements, sql);
  }
}
