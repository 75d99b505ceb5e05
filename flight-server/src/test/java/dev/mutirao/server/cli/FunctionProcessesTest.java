package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.server.functions.CompiledJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Functions of `--functions` in real processes.
@Timeout(180)
final class FunctionProcessesTest {
  private static final String HOGS =
      // Takes the heap in small pieces, so that nothing is left for anybody.
      "@ScalarFunction public static long hog(long x) {"
          + " Object[] last = null; while (true) { last = new Object[] {last, new byte[1000]}; } }"
          + "@AggregateFunction(\"hogs\") public static class Hogs {"
          + " private final List<Object> kept = new ArrayList<>();"
          + " public void add(long x) { while (true) { kept.add(new byte[100_000]); } }"
          + " public void merge(Hogs o) {} public long result() { return 1; } }"
          + "@TableFunction public static List<Long> hoarded() {"
          + " var all = new ArrayList<Long>(); while (true) { all.add(new Random().nextLong()); } }";

  private static final String SOURCE =
      "public class F { @dev.mutirao.functions.ScalarFunction public static int f(int x) {"
          + " return x; } }";

  private static final String STUBBORN =
      "@ScalarFunction public static long stubborn(long x) {"
          + " while (x != Long.MIN_VALUE) { Thread.onSpinWait(); } return x; }";

  @TempDir Path folder;

  @Test
  void functionsOfTheCommandLineRunOnTheExecutorsOfALocalCluster() throws Exception {
    var jar = CompiledJar.ofTests(folder).toString();
    try (var cluster = local("--functions", jar)) {
      var address = cluster.address();
      assertAnswer(
          "a\n980\n", address, "SELECT sum(tax(value, 100)) AS a FROM range(32) WHERE value > 3");
      assertAnswer(
          "r,t,d\n5,{x=9000},3\n",
          address,
          "SELECT rms(value % 2 * 6 + 1) AS r, tally('x') AS t, divisor(value * 3) AS d FROM"
              + " range(9000)");
      assertAnswer("n\n25\n", address, "SELECT count(*) AS n FROM TABLE(primes(100))");
      assertAnswer(
          "s\n9900\n",
          address,
          "SELECT sum(s) AS s FROM (SELECT steps(value, '') OVER (PARTITION BY value % 10 ORDER BY"
              + " value) AS s FROM range(8, 1008)) AS q");
      var failed =
          CommandRun.of("sql", "--server", address, "SELECT picky(value, 'x') FROM range(10)");
      assertEquals(1, failed.code());
      assertEquals(
          "error: function picky failed on (7, 'x'): IllegalStateException: seven is not allowed\n",
          failed.messages());
      assertTrue(
          cluster.lineWith("WARNING").endsWith(" WARNING function picky failed on (7, 'x')"));
      assertEquals("java.lang.IllegalStateException: seven is", cluster.lineWith("seven"));
      assertTrue(cluster.lineWith("\tat ").contains("example.Functions.picky(Functions.java:"));
    }
  }

  @Test
  void whatAFunctionPrintsIsNoRowAndItsStackTraceGoesToTheLog() throws Exception {
    var jar =
        CompiledJar.of(
            folder.resolve("printing.jar"),
            "Printing",
            "@ScalarFunction public static int twice(int x) { System.out.println(\"twice \" + x);"
                + " if (x > 1) { throw new IllegalStateException(\"too much\"); } return 2 * x; }");
    var rows = folder.resolve("rows");
    var log = folder.resolve("log");
    try (var process =
        CommandProcess.startWritingTo(
            rows,
            "sql",
            "--functions",
            jar.toString(),
            "--log",
            log.toString(),
            "SELECT twice(1) AS t; SELECT twice(2)")) {
      assertEquals(
          List.of(
              "twice 1",
              "twice 2",
              "error: function twice failed on (2): IllegalStateException: too much"),
          // Called while the statement is planned, and again when that failed or took too long.
          process.awaitErrors().stream().distinct().toList());
      assertEquals(1, process.awaitExit());
    }
    assertEquals("t\n2\n", Files.readString(rows));
    var lines = Files.readAllLines(log);
    assertTrue(
        lines.getFirst().endsWith(" WARNING function twice failed on (2)"), lines.toString());
    assertEquals(1, lines.stream().filter(line -> line.contains("WARNING")).count());
    assertEquals("java.lang.IllegalStateException: too much", lines.get(1));
    assertTrue(lines.get(2).contains("example.Printing.twice(Printing.java:"), lines.get(2));
  }

  /// A thread of the network that a full heap has ended is feigned.
  @Test
  void anExecutorThatNobodyReachesIsStartedAgain() throws Exception {
    var jar =
        CompiledJar.of(
            folder.resolve("cutting.jar"),
            "Cutting",
            "@ScalarFunction public static long cut(long x) { new Thread(() -> { throw new"
                + " OutOfMemoryError(); }, \"grpc-nio-worker-ELG-9-1\").start(); return x; }");
    try (var cluster = local("--functions", jar.toString())) {
      var address = cluster.address();
      CommandRun.of("sql", "--server", address, "SELECT sum(cut(value)) FROM range(100000)");
      assertTrue(
          cluster.lineWith("error: ").startsWith("error: the heap ran out where the network"));
      var warning = cluster.lineWith("warning: ");
      assertTrue(warning.matches("warning: executor-[12] is started again"), warning);
      awaitAnswer("s\n4950\n", address, "SELECT sum(value) AS s FROM range(100)");
    }
  }

  @Test
  void aConstantThatDoesNotReturnLeavesTheExitCodeAsItIs() throws Exception {
    var jar = CompiledJar.of(folder.resolve("stubborn.jar"), "Stubborn", STUBBORN).toString();
    var rows = folder.resolve("rows-without");
    var log = folder.resolve("warnings");
    try (var process =
        CommandProcess.startWritingTo(
            rows,
            "sql",
            "--functions",
            jar,
            "--log",
            log.toString(),
            "SELECT CASE WHEN value < 2 THEN value ELSE stubborn(1) END AS v FROM range(2) ORDER BY v")) {
      assertEquals(List.of(), process.awaitErrors());
      assertEquals(0, process.awaitExit());
    }
    assertEquals("v\n0\n1\n", Files.readString(rows));
    assertEquals("", Files.readString(log));
    try (var process =
        CommandProcess.start(
            "sql",
            "--functions",
            jar,
            "SET statement_timeout = 1; SELECT stubborn(value) FROM range(1); SELECT 1")) {
      var errors = process.awaitErrors();
      assertEquals(1, errors.size(), errors.toString());
      assertTrue(errors.getFirst().startsWith("error: "), errors.toString());
      assertTrue(errors.getFirst().contains("statement_timeout"), errors.toString());
      assertEquals(1, process.awaitExit());
    }
  }

  @Test
  void aServerTellsOfAConstantThatDoesNotReturn() throws Exception {
    var jar = CompiledJar.of(folder.resolve("stubborn.jar"), "Stubborn", STUBBORN).toString();
    try (var cluster = local("--functions", jar)) {
      assertAnswer(
          "v\n0\n1\n",
          cluster.address(),
          "SELECT CASE WHEN value < 2 THEN value ELSE stubborn(1) END AS v FROM range(2) ORDER BY v");
      assertTrue(
          cluster
              .lineWith("has not returned")
              .contains("example.Stubborn.stubborn has not returned 5 s after it was called"));
      cluster.tellToEnd();
      assertEquals(143, cluster.awaitExit());
      assertEquals(
          List.of(),
          cluster.awaitErrors().stream().filter(line -> line.contains("error")).toList());
    }
  }

  @Test
  void aJarThatCannotBeUsedIsToldInOneLineByEveryCommand() throws Exception {
    var text = Files.writeString(folder.resolve("text.jar"), "no jar at all");
    var later = CompiledJar.classes("F", SOURCE);
    later.get("F.class")[7] = (byte) (44 + Runtime.version().feature() + 1);
    var good = CompiledJar.write(folder.resolve("good.jar"), CompiledJar.classes("F", SOURCE));
    var taken =
        CompiledJar.of(
            folder.resolve("taken.jar"),
            "G",
            "@ScalarFunction public static long upper(long x) { return x; }");
    assertTells("no such function jar: " + folder.resolve("none.jar"), folder.resolve("none.jar"));
    assertTells("the function jar is unusable, it is not a jar file: " + text, text);
    assertTells(
        "the function jar is compiled for Java " + (Runtime.version().feature() + 1),
        CompiledJar.write(folder.resolve("later.jar"), later));
    assertTells(
        "the function jar has no function; ",
        CompiledJar.of(folder.resolve("empty.jar"), "G", "public static int f() { return 1; }"));
    assertTells("a function of the engine has this name; choose another: upper", good, taken);
    assertTells(
        "there is a function of this name already; change one of them: f of " + good, good, good);
  }

  private void assertTells(String message, Path... jars) throws Exception {
    var options =
        Arrays.stream(jars).flatMap(jar -> Stream.of("--functions", jar.toString())).toList();
    for (var command :
        List.of(
            List.of("sql", "SELECT 1"),
            List.of("local", "--executors", "1", "--port", "0", "--memory", "1GB"),
            List.of("coordinator", "--port", "0", "--memory", "1GB"))) {
      var arguments = new ArrayList<>(command);
      arguments.addAll(options);
      var rows = folder.resolve("no-rows");
      try (var process = CommandProcess.startWritingTo(rows, arguments.toArray(String[]::new))) {
        var errors = process.awaitErrors();
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(errors.getFirst().startsWith("error: " + message), errors.toString());
        assertEquals(1, process.awaitExit());
      }
      assertEquals("", Files.readString(rows));
    }
  }

  @Test
  void aLogThatCannotBeWrittenIsToldBeforeAnythingRuns() throws Exception {
    var log = folder.resolve("missing").resolve("log");
    var rows = folder.resolve("unwritten");
    try (var process =
        CommandProcess.startWritingTo(rows, "sql", "--log", log.toString(), "SELECT 1")) {
      assertEquals(List.of("error: cannot write the log: " + log), process.awaitErrors());
      assertEquals(1, process.awaitExit());
    }
    assertEquals("", Files.readString(rows));
  }

  @Test
  void aFunctionThatTakesTheHeapFailsItsQueryAndNotTheProcesses() throws Exception {
    var jar = CompiledJar.of(folder.resolve("hogs.jar"), "Hogging", HOGS).toString();
    try (var cluster = local("--functions", jar)) {
      var address = cluster.address();
      for (var call : List.of("hog(value) FROM range(100)", "* FROM hoarded()")) {
        var run = CommandRun.of("sql", "--server", address, "SELECT " + call);
        assertEquals(1, run.code());
        assertEquals(1, run.messages().lines().count(), run.messages());
        assertTrue(isAboutTheHeap(run.messages()), run.messages());
        awaitAnswer("s\n4950\n", address, "SELECT sum(value) AS s FROM range(100)");
      }
      assertEquals(2, cluster.handle().descendants().count());
    }
  }

  @Test
  void aFunctionThatTakesTheHeapOfTheEmbeddedEngineEndsItsQuery() throws Exception {
    var jar = CompiledJar.of(folder.resolve("hogs.jar"), "Hogging", HOGS).toString();
    try (var process =
        CommandProcess.start("sql", "--functions", jar, "SELECT hog(value) FROM range(3)")) {
      assertTellsTheHeap(process);
    }
  }

  @Test
  void aStateThatTakesTheHeapIsLetGo() throws Exception {
    var jar = CompiledJar.of(folder.resolve("hogs.jar"), "Hogging", HOGS).toString();
    try (var process =
        CommandProcess.start("sql", "--functions", jar, "SELECT hogs(value) FROM range(3)")) {
      assertTellsTheHeap(process);
    }
  }

  @Test
  void aTextThatTakesTheHeapOfTheCommandIsTold() throws Exception {
    try (var process =
        CommandProcess.startWith(
            List.of("-Xmx256m"),
            "sql",
            "--format",
            "csv",
            "SELECT repeat('abcdefghij', 10000000)")) {
      assertTellsTheHeap(process);
    }
  }

  /// Which thread asks in vain first is chance, and so is whether it is the function's: the query
  /// ends with one error, which is about the heap.
  private static void assertTellsTheHeap(CommandProcess process) throws Exception {
    var lines = process.awaitErrors();
    var errors = lines.stream().filter(line -> line.startsWith("error: ")).toList();
    assertEquals(1, errors.size(), lines.toString());
    assertTrue(errors.getFirst().contains("Java heap"), lines.toString());
    assertEquals(1, process.awaitExit());
  }

  /// A function takes the heap from every thread of its process, so that the threads of the network
  /// may be the first to ask in vain: then the executor is lost for a while.
  private static boolean isAboutTheHeap(String message) {
    return message.contains("asked for more Java heap than there is")
        || message.contains("lost executor");
  }

  /// Asks until no executor is lost any more, be it in the middle of a query or of all of them:
  /// other calls of the failed query hold the heap for a while yet.
  private static void awaitAnswer(String rows, String address, String sql) {
    var run = CommandRun.of("sql", "--format", "csv", "--server", address, sql);
    for (int i = 0; i < 100 && isAboutLostExecutors(run.messages()); i++) {
      run = CommandRun.of("sql", "--format", "csv", "--server", address, sql);
    }
    assertEquals("", run.messages());
    assertEquals(rows, run.rows());
  }

  private static boolean isAboutLostExecutors(String message) {
    return message.contains("lost executor") || message.contains("the cluster has no executors");
  }

  private static CommandProcess local(String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("local", "--executors", "2", "--port", "0"));
    arguments.addAll(List.of("--memory", "1GB"));
    arguments.addAll(List.of(more));
    return CommandProcess.startWith(List.of("-Xmx256m"), arguments.toArray(String[]::new));
  }

  private static void assertAnswer(String rows, String address, String sql) {
    var run = CommandRun.of("sql", "--format", "csv", "--server", address, sql);
    assertEquals("", run.messages());
    assertEquals(rows, run.rows());
  }
}
