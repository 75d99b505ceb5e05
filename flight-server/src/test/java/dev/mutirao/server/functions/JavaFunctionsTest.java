package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import dev.mutirao.server.statement.StatementService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of functions in jars over time, and of what they do. What they compute is in
/// `java_function.slt`.
class JavaFunctionsTest {
  @TempDir Path folder;

  private Path jar(String members) {
    return CompiledJar.of(folder.resolve("f.jar"), "F", members);
  }

  @Test
  void statesOnTheHeapCountAsMemoryOfTheQuery() throws Exception {
    var jar = CompiledJar.ofTests(folder);
    try (var allocator = new RootAllocator(32L << 20)) {
      try (var engine = EmbeddedEngine.open(allocator, 2, folder, Optional.empty(), List.of(jar))) {
        var error =
            assertThrows(
                MutiraoException.class,
                () -> rows(engine, "SELECT hoard(value) FROM range(1000000)"));
        assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
        assertTrue(
            error.getMessage().startsWith("Aggregate(SINGLE) needs more memory than the limit of"),
            error.getMessage());
        assertEquals(List.of("1000"), rows(engine, "SELECT hoard(value) FROM range(1000)"));
        var over =
            "SELECT max(h) FROM (SELECT hoard(value) OVER (ORDER BY value) AS h FROM range(%d))";
        error = assertThrows(MutiraoException.class, () -> rows(engine, over.formatted(200_000)));
        assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
        assertTrue(
            error.getMessage().startsWith("Window needs more memory than the limit of"),
            error.getMessage());
        assertEquals(List.of("1000"), rows(engine, over.formatted(1000)));
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  @Test
  void aStreamIsClosedWhenItsRowsAreNotWantedAnyMore() {
    try (var engine = new Engine(folder, Optional.empty(), CompiledJar.ofTests(folder))) {
      assertEquals(List.of("1", "2"), engine.rows("SELECT value FROM naturals() LIMIT 2"));
      assertEquals(List.of("1"), engine.rows("SELECT closed_streams()"));
    }
  }

  @Test
  void rowsAreClosedOnceWhateverFails() {
    var jar =
        jar(
            "private static long closed; private static synchronized void close(String where) {"
                + " closed++; if (where.equals(\"close\")) {"
                + " throw new IllegalStateException(\"not closed\"); } }"
                + "private static long fail(String where, String here, long n) {"
                + " if (where.equals(here)) { throw new IllegalStateException(\"in \" + here); }"
                + " return n; }"
                + "static class Source implements Iterable<Long>, AutoCloseable {"
                + " final String where; Source(String where) { this.where = where; }"
                + " public void close() { F.close(where); }"
                + " public Iterator<Long> iterator() { fail(where, \"iterator\", 0);"
                + " return new Iterator<Long>() { long n;"
                + " public boolean hasNext() { fail(where, \"hasNext\", 0); return n < 3; }"
                + " public Long next() { return fail(where, \"next\", ++n); } }; } }"
                + "@TableFunction public static Iterable<Long> f_source(String where) {"
                + " return new Source(where); }"
                + "@TableFunction public static java.util.stream.Stream<Long> f_stream(String where) {"
                + " return java.util.stream.Stream.of(1L, 2L, 3L)"
                + ".map(n -> n == 2 ? fail(where, \"next\", n) : n).onClose(() -> close(where)); }"
                + "@ScalarFunction @Deterministic(false) public static long f_closed() {"
                + " return closed; }");
    try (var engine = new Engine(folder, Optional.empty(), jar)) {
      int closed = 0;
      for (var where : List.of("iterator", "hasNext", "next", "close")) {
        var told = where.equals("close") ? "not closed" : "in " + where;
        assertFails(
            engine,
            "value FROM f_source('" + where + "')",
            "function f_source failed on ('" + where + "'): IllegalStateException: " + told);
        assertEquals(List.of(String.valueOf(++closed)), engine.rows("SELECT f_closed()"));
      }
      for (var where : List.of("next", "close")) {
        var told = where.equals("close") ? "not closed" : "in " + where;
        assertFails(
            engine,
            "value FROM f_stream('" + where + "')",
            "function f_stream failed on ('" + where + "'): IllegalStateException: " + told);
        assertEquals(List.of(String.valueOf(++closed)), engine.rows("SELECT f_closed()"));
      }
      for (var source : List.of("f_source", "f_stream")) {
        assertEquals(List.of("3"), engine.rows("SELECT count(*) FROM " + source + "('nowhere')"));
        assertEquals(List.of(String.valueOf(++closed)), engine.rows("SELECT f_closed()"));
      }
    }
  }

  @Test
  void librariesFindTheServicesOfTheJar() {
    var found =
        "String found() { return java.util.ServiceLoader.load(java.util.function.Supplier.class)"
            + ".findFirst().map(each -> (String) each.get()).orElse(\"none\"); }";
    var classes =
        CompiledJar.classes(
            "example.F",
            "package example; import dev.mutirao.functions.*; import java.util.*;"
                + "public class F { static "
                + found
                + " public static class Service implements java.util.function.Supplier<String> {"
                + " public String get() { return \"ours\"; } }"
                + "@ScalarFunction public static String f_scalar(long x) { return found(); }"
                + "@ScalarFunction public static boolean f_fits(long x) {"
                + " return found().equals(\"ours\"); }"
                + "@TableFunction public static Iterable<String> f_rows() { var all = found();"
                + " return () -> Collections.nCopies(1, all + found()).iterator(); }"
                + "@StatefulFunction(\"f_stateful\") public static class Stateful {"
                + " final String all = found();"
                + " public String next(long x) { return all + found(); } }"
                + "@AggregateFunction(\"f_aggregate\") public static class Aggregate {"
                + " public TreeSet<String> all = new TreeSet<>(Set.of(found()));"
                + " public void add(long x) { all.add(found()); }"
                + " public void merge(Aggregate o) { all.addAll(o.all); all.add(found()); }"
                + " public String result() { return all + found(); } } }");
    classes.put(
        "META-INF/services/java.util.function.Supplier",
        "example.F$Service".getBytes(StandardCharsets.UTF_8));
    var jar = CompiledJar.write(folder.resolve("services.jar"), classes);
    try (var engine = new Engine(folder, Optional.empty(), jar)) {
      assertEquals(
          List.of("ours|oursours|[ours]ours"),
          engine.rows(
              "SELECT max(f_scalar(value)), (SELECT value FROM f_rows()), f_aggregate(value)"
                  + " FROM range(5000) WHERE f_fits(value)"));
      assertEquals(
          List.of("oursours"),
          engine.rows("SELECT f_stateful(value) OVER (ORDER BY value) FROM range(1)"));
      assertEquals(List.of("ours"), engine.rows("SELECT f_scalar(1)"));
    }
  }

  @Test
  void functionsOfTheEngineCannotBeSeenByAJar() throws Exception {
    var jar =
        jar(
            "@ScalarFunction public static String f(String name) throws Exception {"
                + " return Class.forName(name).getName(); }");
    try (var engine = new Engine(folder, Optional.empty())) {
      engine.rows("CREATE FUNCTION f USING JAR '" + jar + "'");
      assertEquals(List.of("java.util.List"), engine.rows("SELECT f('java.util.List')"));
      var error =
          assertThrows(
              MutiraoException.class,
              () -> engine.rows("SELECT f('dev.mutirao.connectors.type.Type')"));
      assertEquals(
          "function f failed on ('dev.mutirao.connectors.type.Type'): ClassNotFoundException:"
              + " dev.mutirao.connectors.type.Type",
          error.getMessage());
    }
  }

  @Test
  void theCatalogKeepsAJarWhoseFileIsGone() throws Exception {
    var data = Optional.of(folder.resolve("data"));
    var jar = jar("@ScalarFunction public static int f(int x) { return x + 1; }");
    try (var engine = new Engine(folder, data)) {
      engine.rows("CREATE FUNCTION f USING JAR '" + jar + "'");
      engine.rows("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER AS (f(f(x)))");
    }
    Files.delete(jar);
    try (var engine = new Engine(folder, data)) {
      assertEquals(List.of("3"), engine.rows("SELECT twice(1)"));
      engine.rows("DROP FUNCTION f");
    }
    try (var engine = new Engine(folder, data)) {
      var error = assertThrows(MutiraoException.class, () -> engine.rows("SELECT f(1)"));
      assertEquals(ErrorCode.UNKNOWN_FUNCTION, error.code());
    }
  }

  @Test
  void jarsOfTheCommandLineAreThereUntilTheEnd() throws Exception {
    var jar = jar("@ScalarFunction public static int f(int x) { return x + 1; }");
    try (var engine = new Engine(folder, Optional.empty(), jar)) {
      assertEquals(List.of("2"), engine.rows("SELECT f(1)"));
      for (var statement :
          List.of(
              "CREATE FUNCTION f(x INTEGER) RETURNS INTEGER AS (x)",
              "CREATE OR REPLACE FUNCTION f(x INTEGER) RETURNS INTEGER AS (x)",
              "DROP FUNCTION f")) {
        var error = assertThrows(MutiraoException.class, () -> engine.rows(statement));
        assertTrue(
            error.getMessage().contains("the function came with --functions"), error.getMessage());
      }
    }
    var error =
        assertThrows(
            MutiraoException.class, () -> new Engine(folder, Optional.empty(), jar, jar).close());
    assertEquals(
        "there is a function of this name already; change one of them: f of " + jar,
        error.getMessage());
  }

  @Test
  void aFunctionThatIsNotDeterministicIsCalledForEveryRow() throws Exception {
    var jar = CompiledJar.ofTests(folder);
    try (var engine = new Engine(folder, Optional.empty(), jar)) {
      assertEquals(
          List.of("20000"),
          engine.rows(
              "SELECT count(DISTINCT t) FROM (SELECT ticket() AS t FROM range(20000)) AS q"));
    }
  }

  @Test
  void whatAFunctionThrowsIsToldInOneLine() {
    var jar =
        jar(
            "public static class Evil extends RuntimeException {"
                + " @Override public String getMessage() { throw new IllegalStateException(); } }"
                + "static class Configured {"
                + " static { if (true) { throw new IllegalStateException(\"no settings\"); } }"
                + " static int value() { return 1; } }"
                + "@ScalarFunction public static int evil(int x) { throw new Evil(); }"
                + "@ScalarFunction public static int configured(int x) {"
                + " return Configured.value(); }"
                + "@ScalarFunction public static int chatty(int x) {"
                + " throw new IllegalStateException(\"a\\nb\".repeat(100000)); }"
                + "@ScalarFunction public static int deep(int x) { return deep(x + 1) + 1; }"
                + "@ScalarFunction public static java.time.LocalDate far(int year) {"
                + " return java.time.LocalDate.of(year, 1, 1); }"
                + "@ScalarFunction public static java.time.Instant latest(boolean x) {"
                + " return java.time.Instant.MAX; }");
    try (var engine = new Engine(folder, Optional.empty(), jar)) {
      assertFails(
          engine, "evil(1)", "function evil failed on (1): Evil, whose message cannot be read");
      assertFails(
          engine,
          "configured(CAST(value AS INTEGER)) FROM range(1, 2)",
          "function configured failed on (1): IllegalStateException: no settings");
      assertFails(
          engine,
          "configured(2)",
          "function configured failed on (2): NoClassDefFoundError: Could not initialize class"
              + " example.F$Configured, after java.lang.IllegalStateException: no settings");
      assertFails(
          engine,
          "chatty(1)",
          "function chatty failed on (1): IllegalStateException: "
              + "a b".repeat(334).substring(0, 1000)
              + "...");
      assertFails(engine, "deep(1)", "function deep failed on (1): StackOverflowError");
      assertFails(
          engine,
          "far(999999999)",
          "function far failed on (999999999): ArithmeticException: its result does not fit DATE:"
              + " +999999999-01-01");
      assertFails(
          engine,
          "latest(true)",
          "function latest failed on (true): ArithmeticException: its result does not fit TIMESTAMP"
              + " WITH LOCAL TIME ZONE: "
              + java.time.Instant.MAX);
    }
  }

  @Test
  void decimalsOfAnyScaleAreRoundedOrRefusedAtOnce() {
    var jar =
        jar(
            "@ScalarFunction @Decimal(precision = 5, scale = 2)"
                + " public static BigDecimal number(String text) { return new BigDecimal(text); }"
                + "@ScalarFunction @Decimal(precision = 38, scale = 0)"
                + " public static BigDecimal whole(String text) { return new BigDecimal(text); }"
                + "@ScalarFunction public static BigDecimal huge(int two) {"
                + " return new BigDecimal(BigInteger.TWO.pow(two), two); }");
    try (var engine = new Engine(folder, Optional.empty(), jar)) {
      assertEquals(
          List.of("0.00|0.00|0.00|0.01|999.99|-0.01|0.00"),
          engine.rows(
              "SELECT number('0e1000000000'), number('1e-1000000000'), number('0.00499'),"
                  + " number('0.005'), number('999.994'), number('-0.0050'), number('0.0009')"));
      assertEquals(
          List.of("1|0|" + "9".repeat(38)),
          engine.rows("SELECT whole('0.5'), whole('0.49'), whole('" + "9".repeat(38) + "')"));
      for (var text : List.of("1E+1000000000", "-1E+2147483647", "1000", "999.995", "1E+101")) {
        assertFails(
            engine,
            "number('" + text + "')",
            "function number failed on ('"
                + text
                + "'): ArithmeticException: its result does not fit DECIMAL(5, 2): "
                + text);
      }
      assertFails(
          engine,
          "huge(20000000)",
          "function huge failed on (20000000): ArithmeticException: its result has more than 315000"
              + " digits");
    }
  }

  private static void assertFails(Engine engine, String call, String message) {
    var error = assertThrows(MutiraoException.class, () -> engine.rows("SELECT " + call));
    assertEquals(message, error.getMessage());
  }

  private static List<String> rows(StatementService statements, String sql)
      throws InterruptedException {
    return Rows.of(statements, sql);
  }
}
