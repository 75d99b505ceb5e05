package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import dev.mutirao.server.statement.StatementService;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions that are replaced: beside queries that run, and fifty times.
class JarVersionsTest {
  /// Says that it has begun, and waits until it may go on.
  private static final String WAITING =
      "@ScalarFunction public static String version(long x, String folder) throws Exception {"
          + " var place = java.nio.file.Path.of(folder);"
          + " if (x == 0) { java.nio.file.Files.createFile(place.resolve(\"begun\"));"
          + " while (!java.nio.file.Files.exists(place.resolve(\"go\"))) { Thread.sleep(5); } }"
          + " return \"old\"; }";

  private static final String NEW =
      "@ScalarFunction public static String version(long x, String folder) { return \"new\"; }";

  private static final String LOADER = "dev.mutirao.executor.userfunction.JarClassLoader";

  @TempDir Path folder;

  private Path jar(String name, String members) {
    return CompiledJar.of(folder.resolve(name + ".jar"), name, members);
  }

  @Test
  void aQueryEndsWithTheVersionThatItBeganWith() throws Exception {
    try (var cluster = new TestCluster(3);
        var old = cluster.statements();
        var other = cluster.statements()) {
      Rows.of(old, "CREATE FUNCTION version USING JAR '" + jar("Old", WAITING) + "'");
      var sql =
          "SELECT v, count(*) FROM (SELECT version(value, '"
              + folder
              + "') AS v FROM range(10000)) AS q GROUP BY v";
      var running =
          CompletableFuture.supplyAsync(() -> {
            try {
              return Rows.of(old, sql);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      while (!Files.exists(folder.resolve("begun")) && !running.isDone()) {
        Thread.sleep(5);
      }
      Rows.of(other, "CREATE OR REPLACE FUNCTION version USING JAR '" + jar("New", NEW) + "'");
      assertEquals(List.of("new|10000"), Rows.of(other, sql));
      Files.createFile(folder.resolve("go"));
      assertEquals(List.of("old|10000"), running.join());
    }
  }

  private static final String OF_EVERY_KIND =
      "@ScalarFunction public static long f(long x) { return x * {version}; }"
          + "@AggregateFunction(\"g\") public static class G { long n;"
          + " public void add(long x) { n += {version}; } public void merge(G o) { n += o.n; }"
          + " public long result() { return n; } }"
          + "public record R(long value, String text) {}"
          + "@TableFunction public static List<R> h() {"
          + " return List.of(new R({version}, \"a\"), new R(2 * {version}, \"b\")); }"
          + "@StatefulFunction(\"i\") public static class I { long n;"
          + " public long next(long x) { n += {version}; return n; } }";

  @Test
  void oldVersionsAreCollectedAfterFiftyReplacements() throws Exception {
    long before = live(LOADER);
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      for (int version = 1; version <= 50; version++) {
        var jar = jar("F", OF_EVERY_KIND.replace("{version}", version + "L"));
        for (var name : List.of("f", "g", "h", "i")) {
          Rows.of(statements, "CREATE OR REPLACE FUNCTION " + name + " USING JAR '" + jar + "'");
        }
        assertEquals(
            List.of(String.valueOf(4950L * version)),
            Rows.of(statements, "SELECT sum(f(value)) FROM range(100) WHERE f(value) >= 0"));
        assertEquals(
            List.of(String.valueOf(100L * version)),
            Rows.of(
                statements,
                "SELECT max(s) FROM (SELECT g(value) AS s FROM range(200) GROUP BY value % 2) AS q"));
        assertEquals(
            List.of(String.valueOf(version), String.valueOf(2L * version)),
            Rows.of(statements, "SELECT value FROM h() WHERE value > 0 ORDER BY value"));
        assertEquals(
            List.of(String.valueOf(10L * version)),
            Rows.of(
                statements,
                "SELECT max(s) FROM (SELECT i(value) OVER (ORDER BY value) AS s FROM range(10)) AS"
                    + " q"));
      }
      // The planner keeps two that were replaced, for statements that were planned before.
      int most = 3 + 3 * 3;
      awaitAtMost(most, cluster::functionJars);
      awaitAtMost(most, () -> live(LOADER) - before);
      assertTrue(live(LOADER) > 0);
    }
  }

  private static final String TWICE =
      "@ScalarFunction public static long f(long x) { return 2 * x; }";

  private static final String PLUS =
      "@ScalarFunction public static long g(long x) { return x + {version}; }"
          + "@ScalarFunction public static boolean h(long x) { return x >= {version}; }"
          + "public static class Odd extends RuntimeException {}"
          + "@ScalarFunction public static long k(long x) { if (x == 50) throw new Odd(); return x; }";

  @Test
  void callsWithinCallsOfAnotherJarDoNotKeepOldVersions() throws Exception {
    long before = live(LOADER);
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      replaceTheInnerFunction(statements);
      int most = 4 + 3 * 4;
      awaitAtMost(most, cluster::functionJars);
      awaitAtMost(most, () -> live(LOADER) - before);
    }
  }

  @Test
  void theEmbeddedEngineDoesNotKeepOldVersions() throws Exception {
    long before = live(LOADER);
    try (var allocator = new RootAllocator(1L << 30);
        var engine = EmbeddedEngine.open(allocator, 2, folder, Optional.empty())) {
      replaceTheInnerFunction(engine);
      awaitAtMost(2 + 2 + 2, () -> live(LOADER) - before); // a thread that waits may keep one, too
    }
  }

  /// Calls functions of two jars in one expression, of which one has fifty versions.
  private void replaceTheInnerFunction(StatementService statements) throws Exception {
    Rows.of(statements, "CREATE FUNCTION f USING JAR '" + jar("F", TWICE) + "'");
    for (int version = 1; version <= 50; version++) {
      var jar = jar("G", PLUS.replace("{version}", version + "L"));
      for (var name : List.of("g", "h", "k")) {
        Rows.of(statements, "CREATE OR REPLACE FUNCTION " + name + " USING JAR '" + jar + "'");
      }
      assertEquals(
          List.of(String.valueOf(24750L + 300L * version)),
          Rows.of(
              statements,
              "SELECT sum(f(g(f(value))) + g(value)) FROM range(100)" + " WHERE h(g(f(value)))"));
      var failure =
          assertThrows(
              MutiraoException.class,
              () -> Rows.of(statements, "SELECT sum(k(value)) FROM range(100)"));
      assertTrue(failure.getMessage().contains("Odd"), failure::getMessage);
    }
  }

  private interface Counting {
    long count() throws Exception;
  }

  /// Waits until what is counted has been collected but for so many.
  private static void awaitAtMost(int most, Counting counting) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (counting.count() > most && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(20);
    }
    long left = counting.count();
    assertTrue(left <= most, () -> "left: " + left);
  }

  /// How many objects of a class are in the heap after a collection, by the JVM's own count.
  private static long live(String type) throws JMException {
    var histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return Pattern.compile("\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(?=\\s)")
        .matcher(histogram)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }
}
