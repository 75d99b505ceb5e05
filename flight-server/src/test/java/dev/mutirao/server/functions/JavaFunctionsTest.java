package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.statement.StatementService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars of functions: what is wrong with some, and what becomes of them over time. What functions
/// compute is in `java_function.slt`.
class JavaFunctionsTest {
  private static final String KNOWN =
      "boolean, byte, short, int, long, float, double and their boxes, String, byte[], BigDecimal,"
          + " LocalDate, LocalDateTime, Instant";

  private static final String TYPES = "functions have " + KNOWN + ": {jar}";

  @TempDir Path folder;

  private void assertRefused(String message, Path jar) {
    try (var engine = new Engine(folder, Optional.empty())) {
      var error =
          assertThrows(
              MutiraoException.class,
              () -> engine.rows("CREATE FUNCTION f USING JAR '" + jar + "'"));
      assertEquals(message.replace("{jar}", jar.toString()), error.getMessage());
      assertEquals(List.of("2"), engine.rows("SELECT 1 + 1"));
    }
  }

  /// A jar with one marked class.
  private Path state(String mark, String members) {
    return CompiledJar.write(
        folder.resolve("f.jar"),
        CompiledJar.classes(
            "example.F",
            "package example; import dev.mutirao.functions.*; import java.util.*; "
                + mark
                + " public class F { "
                + members
                + " }"));
  }

  private Path jar(String members) {
    return CompiledJar.of(folder.resolve("f.jar"), "F", members);
  }

  @Test
  void whatIsWrongWithAJarIsToldInOneLine() throws Exception {
    assertRefused("no such function jar: {jar}", folder.resolve("none.jar"));
    assertRefused(
        "the function jar is unusable, it is not a jar file: {jar}",
        Files.writeString(folder.resolve("text.jar"), "no jar at all"));
    var whole = jar("@ScalarFunction public static int f(int x) { return x; }");
    var bytes = Files.readAllBytes(whole);
    assertRefused(
        "the function jar is unusable, it is damaged: {jar}",
        Files.write(folder.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 3)));
    assertRefused(
        "the function jar has no function; mark a public static method with @ScalarFunction or"
            + " @TableFunction, or a public class with @AggregateFunction or @StatefulFunction:"
            + " {jar}",
        CompiledJar.of(folder.resolve("empty.jar"), "G", "public static int f() { return 1; }"));
    assertRefused(
        "the function jar has no function f (it has g): {jar}",
        CompiledJar.of(
            folder.resolve("other.jar"),
            "G",
            "@ScalarFunction public static int g() { return 1; }"));
  }

  @Test
  void aClassOfALaterJavaIsRefusedWithBothVersions() {
    var classes =
        CompiledJar.classes(
            "F",
            "import dev.mutirao.functions.*;"
                + "public class F { @ScalarFunction public static int f(int x) { return x; } }");
    int newest = Runtime.version().feature();
    classes.get("F.class")[7] = (byte) (44 + newest + 3);
    assertRefused(
        "the function jar is compiled for Java "
            + (newest + 3)
            + ", and this engine reads up to Java "
            + newest
            + "; compile it with --release "
            + newest
            + " or less: {jar}",
        CompiledJar.write(folder.resolve("new.jar"), classes));
  }

  @Test
  void aDamagedClassIsRefused() {
    assertRefused(
        "the function jar is unusable, its class F.class is damaged: {jar}",
        CompiledJar.write(folder.resolve("damaged.jar"), Map.of("F.class", new byte[] {1, 2, 3})));
  }

  @Test
  void aMethodThatCannotBeAFunctionIsNamed() {
    assertRefused(
        "method F.f cannot be a function, it returns Object; " + TYPES,
        jar("@ScalarFunction public static Object f(int x) { return x; }"));
    assertRefused(
        "method F.f cannot be a function, parameter arg0 has type List; " + TYPES,
        jar("@ScalarFunction public static int f(List<String> x) { return 1; }"));
    assertRefused(
        "method F.f cannot be a function, it must be public and static, in a public class: {jar}",
        jar("@ScalarFunction public int f(int x) { return 1; }"));
    assertRefused(
        "method F.h cannot be a function, it has the name and the SQL types of F.g: {jar}",
        jar(
            "@ScalarFunction(\"f\") public static int g(int x) { return 1; }"
                + "@ScalarFunction(\"f\") public static int h(Integer y) { return 1; }"));
  }

  @Test
  void digitsOfADecimalThatCannotBeAreRefused() {
    for (var digits : List.of("precision = 5, scale = 6", "precision = 39, scale = 2")) {
      assertRefused(
          "method F.f cannot be a function, @Decimal has a precision from 1 to 38 and a scale from"
              + " 0 to the precision; got "
              + digits.replace(" =", "").replace(",", " and")
              + ": {jar}",
          jar(
              "@ScalarFunction @Decimal("
                  + digits
                  + ") public static BigDecimal f(int x) { return null; }"));
    }
    assertRefused(
        "class F cannot be a function, of its result: @Decimal has a precision from 1 to 38 and a"
            + " scale from 0 to the precision; got precision 0 and scale 0: {jar}",
        state(
            "@AggregateFunction(\"f\")",
            "public void add(int x) {} public void merge(F o) {}"
                + " @Decimal(precision = 0, scale = 0)"
                + " public java.math.BigDecimal result() { return null; }"));
    assertRefused(
        "method F.f cannot be a function, of component R.b: @Decimal has a precision from 1 to 38"
            + " and a scale from 0 to the precision; got precision 3 and scale -1: {jar}",
        jar(
            "public record R(int a, @Decimal(precision = 3, scale = -1) BigDecimal b) {}"
                + " @TableFunction public static List<R> f() { return null; }"));
  }

  @Test
  void digitsOfWhatIsNoDecimalAreRefused() {
    assertRefused(
        "method F.f cannot be a function, @Decimal says the digits of a BigDecimal, not of double:"
            + " {jar}",
        jar(
            "@ScalarFunction @Decimal(precision = 5, scale = 2)"
                + " public static double f(int x) { return x; }"));
    assertRefused(
        "method F.f cannot be a function, @Decimal says the digits of a BigDecimal, not of R:"
            + " {jar}",
        jar(
            "public record R(BigDecimal a) {} @TableFunction @Decimal(precision = 5, scale = 2)"
                + " public static List<R> f() { return null; }"));
    assertRefused(
        "method F.f cannot be a function, of component R.b: @Decimal says the digits of a"
            + " BigDecimal, not of String: {jar}",
        jar(
            "public record R(int a, @Decimal(precision = 3, scale = 1) String b) {}"
                + " @TableFunction public static List<R> f() { return null; }"));
  }

  @Test
  void aNullableParameterThatIsNeverNullIsRefused() {
    assertRefused(
        "method F.f cannot be a function, parameter arg0 is @Nullable, but int is never null;"
            + " write its box: {jar}",
        jar("@ScalarFunction public static int f(@Nullable int x) { return x; }"));
  }

  @Test
  void aClassThatCannotBeAnAggregateIsNamed() {
    assertRefused(
        "class F cannot be a function, it needs a public method add, which takes a row: {jar}",
        state(
            "@AggregateFunction(\"f\")",
            "public void merge(F o) {} public int result() { return 1; }"));
    assertRefused(
        "class F cannot be a function, its add gives int; it must be void: {jar}",
        state(
            "@AggregateFunction(\"f\")",
            "public int add(int x) { return x; } public void merge(F o) {}"
                + " public int result() { return 1; }"));
    assertRefused(
        "class F cannot be a function, it needs a public method void merge(F other), which takes"
            + " the rows of another state: {jar}",
        state(
            "@AggregateFunction(\"f\")",
            "public void add(int x) {} public int result() { return 1; }"));
    assertRefused(
        "class F cannot be a function, it needs a public method void merge(F other), which takes"
            + " the rows of another state; got void merge(String): {jar}",
        state(
            "@AggregateFunction(\"f\")",
            "public void add(int x) {} public void merge(String o) {}"
                + " public int result() { return 1; }"));
    assertRefused(
        "class F cannot be a function, it needs a public method result without parameters, which"
            + " gives the value: {jar}",
        state("@AggregateFunction(\"f\")", "public void add(int x) {} public void merge(F o) {}"));
    assertRefused(
        "class F cannot be a function, of its result: it returns Object; " + TYPES,
        state(
            "@AggregateFunction(\"f\")",
            "public void add(int x) {} public void merge(F o) {}"
                + " public Object result() { return 1; }"));
    assertRefused(
        "class F cannot be a function, of its add: parameter arg0 has type List; " + TYPES,
        state(
            "@AggregateFunction(\"f\")",
            "public void add(List<Long> x) {} public void merge(F o) {}"
                + " public int result() { return 1; }"));
    assertRefused(
        "class F cannot be a function, it needs a public constructor without parameters: {jar}",
        state(
            "@AggregateFunction(\"f\")",
            "F(int x) {} public void add(int x) {} public void merge(F o) {}"
                + " public int result() { return 1; }"));
    assertRefused(
        "class S cannot be a function, it must be public and, inside of a class, static: {jar}",
        jar(
            "@AggregateFunction(\"f\") public class S { public void add(int x) {}"
                + " public void merge(S o) {} public int result() { return 1; } }"));
    assertRefused(
        "class S cannot be a function, it must be public and, inside of a class, static: {jar}",
        jar("@StatefulFunction(\"f\") static class S { public int next(int x) { return x; } }"));
    assertRefused(
        "class F cannot be a function, 'a b' is no name of letters, digits and _: {jar}",
        state(
            "@AggregateFunction(\"a b\")",
            "public void add(int x) {} public void merge(F o) {} public int result() { return 1; }"));
  }

  @Test
  void aClassThatCannotBeAStatefulFunctionIsNamed() {
    assertRefused(
        "class F cannot be a function, it needs a public method next, which takes a row and gives"
            + " its value: {jar}",
        state("@StatefulFunction(\"f\")", "int next(int x) { return x; }"));
    assertRefused(
        "class F cannot be a function, its next must give a value: {jar}",
        state("@StatefulFunction(\"f\")", "public void next(int x) {}"));
    assertRefused(
        "method F.f cannot be a function, it has the name of S, which is of another kind: {jar}",
        jar(
            "@StatefulFunction(\"f\") public static class S {"
                + " public int next(int x) { return x; } }"
                + "@ScalarFunction public static int f(int x) { return x; }"));
  }

  @Test
  void aMethodThatCannotBeATableIsNamed() {
    assertRefused(
        "method F.f cannot be a function, it returns java.util.List<T>; a table is an Iterable,"
            + " Iterator or Stream of a record or of single values, as in Iterable<Long>: {jar}",
        jar("@TableFunction public static <T> List<T> f(int x) { return null; }"));
    assertRefused(
        "method F.f cannot be a function, it returns int; a table is an Iterable, Iterator or"
            + " Stream of a record or of single values, as in Iterable<Long>: {jar}",
        jar("@TableFunction public static int f(int x) { return x; }"));
    assertRefused(
        "method F.f cannot be a function, its rows are of type Object; they must be of a public"
            + " record or of one of the types "
            + KNOWN
            + ": {jar}",
        jar("@TableFunction public static List<Object> f() { return null; }"));
    assertRefused(
        "method F.f cannot be a function, the record of its rows must be public: R: {jar}",
        jar("record R(int a) {} @TableFunction public static List<R> f() { return null; }"));
    assertRefused(
        "method F.f cannot be a function, of component R.b: its type is Object; " + TYPES,
        jar(
            "public record R(int a, Object b) {}"
                + " @TableFunction public static List<R> f() { return null; }"));
    assertRefused(
        "method F.f cannot be a function, two components of its rows differ only in case, which"
            + " columns cannot: A: {jar}",
        jar(
            "public record R(int a, int A) {}"
                + " @TableFunction public static List<R> f() { return null; }"));
    assertRefused(
        "method F.f cannot be a function, it must be public and static, in a public class: {jar}",
        jar("@TableFunction public List<Long> f() { return null; }"));
  }

  @Test
  void namesOfTheEngineAreItsOwn() {
    var jar = CompiledJar.ofTests(folder);
    try (var engine = new Engine(folder, Optional.empty())) {
      for (var name : List.of("sum", "rank", "range", "simulate", "read_csv", "geometric_mean")) {
        var error =
            assertThrows(
                MutiraoException.class,
                () -> engine.rows("CREATE FUNCTION " + name + " USING JAR '" + jar + "'"));
        assertTrue(
            error.getMessage().contains("a function of the engine has this name"),
            error.getMessage());
      }
    }
  }

  @Test
  void jarsAreNotGivenWithNamesOfTheEngine() {
    for (var name : List.of("sum", "quantile", "rank", "range", "simulate", "read_csv", "upper")) {
      var jar =
          CompiledJar.of(
              folder.resolve(name + ".jar"),
              "Taken",
              "@ScalarFunction(\"%s\") public static long f(long x) { return 42; }"
                  .formatted(name));
      var error =
          assertThrows(
              MutiraoException.class, () -> new Engine(folder, Optional.empty(), jar).close());
      assertTrue(
          error.getMessage().contains("a function of the engine has this name"),
          error.getMessage());
    }
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
  void aClassThatIsMissingIsNamed() throws Exception {
    var classes =
        CompiledJar.classes(
            "F",
            "import dev.mutirao.functions.*;"
                + "public class F { @ScalarFunction public static int f(int x) { return x; }"
                + " public static Other other() { return null; } }"
                + "class Other {}");
    classes.remove("Other.class");
    assertRefused(
        "the function jar is unusable, a class that it needs is not in it: Other: {jar}",
        CompiledJar.write(folder.resolve("incomplete.jar"), classes));
  }

  @Test
  void aClassThatIsMissingInATypeArgumentIsNamed() {
    var classes =
        CompiledJar.classes(
            "F",
            "import dev.mutirao.functions.*;"
                + "public class F { public record Row(int a) {}"
                + " @TableFunction public static java.util.List<Row> f() { return null; } }");
    classes.remove("F$Row.class");
    assertRefused(
        "the function jar is unusable, a class that it needs is not in it: F$Row: {jar}",
        CompiledJar.write(folder.resolve("incomplete.jar"), classes));
  }

  @Test
  void aClassInTheFileOfAnotherIsToldWithBothNames() {
    var classes = identity("F");
    assertRefused(
        "the function jar is unusable, its class F is in the file of another,"
            + " BOOT-INF/classes/F.class: {jar}",
        CompiledJar.write(
            folder.resolve("boot.jar"), Map.of("BOOT-INF/classes/F.class", classes.get("F.class"))));
  }

  @Test
  void previewFeaturesAreRefused() {
    var classes = identity("F");
    var bytes = classes.get("F.class");
    bytes[4] = bytes[5] = (byte) 0xFF;
    bytes[7] = (byte) (44 + Runtime.version().feature());
    assertRefused(
        "the function jar is unusable, its class F uses preview features; compile it without"
            + " --enable-preview: {jar}",
        CompiledJar.write(folder.resolve("preview.jar"), classes));
  }

  @Test
  void badBytecodeIsToldWithoutAllOfIt() {
    var classes = identity("F");
    // iload_0, ireturn
    patch(classes.get("F.class"), new byte[] {0, 0, 0, 2, 0x1a, (byte) 0xac}, 4, (byte) 0x2a);
    assertRefused(
        "the function jar is unusable, Java refuses its class F with VerifyError: Bad local"
            + " variable type: {jar}",
        CompiledJar.write(folder.resolve("bad.jar"), classes));
  }

  @Test
  void aClassOfAPackageOfTheJdkIsRefused() {
    var bytes = identity("jovo.foo.F").get("jovo/foo/F.class");
    patch(bytes, "jovo/foo".getBytes(StandardCharsets.UTF_8), 1, (byte) 'a');
    assertRefused(
        "the function jar is unusable, Java refuses its class java.foo.F with SecurityException:"
            + " Prohibited package name: java.foo: {jar}",
        CompiledJar.write(folder.resolve("jdk.jar"), Map.of("java/foo/F.class", bytes)));
  }

  /// Changes a byte in every place where some bytes are.
  ///
  /// @param place of the byte in them
  private static void patch(byte[] bytes, byte[] found, int place, byte changed) {
    int places = 0;
    for (int i = 0; i + found.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + found.length, found, 0, found.length)) {
        bytes[i + place] = changed;
        places++;
      }
    }
    assertTrue(places > 0);
  }

  /// The class of a function that gives what it gets.
  private static Map<String, byte[]> identity(String className) {
    int end = className.lastIndexOf('.');
    return CompiledJar.classes(
        className,
        (end < 0 ? "" : "package " + className.substring(0, end) + ";")
            + "public class F { @dev.mutirao.functions.ScalarFunction"
            + " public static int f(int x) { return x; } }");
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
          List.of("oursours"), engine.rows("SELECT f_stateful(value) OVER (ORDER BY value) FROM range(1)"));
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
      var error =
          assertThrows(
              MutiraoException.class,
              () -> engine.rows("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER AS (x)"));
      assertTrue(error.getMessage().contains("there is a function of this name"));
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
                + "@ScalarFunction public static BigDecimal power(int two) {"
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
          "power(20000000)",
          "function power failed on (20000000): ArithmeticException: its result has more than 315000"
              + " digits");
    }
  }

  private static void assertFails(Engine engine, String call, String message) {
    var error = assertThrows(MutiraoException.class, () -> engine.rows("SELECT " + call));
    assertEquals(message, error.getMessage());
  }

  private static List<String> rows(StatementService statements, String sql)
      throws InterruptedException {
    return Engine.rows(statements, sql);
  }

  /// An engine with jars of functions, whose memory is looked after.
  private static final class Engine implements AutoCloseable {
    private final RootAllocator allocator = new RootAllocator(1L << 30);
    private final EmbeddedEngine engine;

    Engine(Path folder, Optional<Path> data, Path... jars) {
      try {
        engine = EmbeddedEngine.open(allocator, 2, folder, data, List.of(jars));
      } catch (RuntimeException failure) {
        allocator.close();
        throw failure;
      }
    }

    List<String> rows(String sql) {
      try {
        return rows(engine, sql);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    static List<String> rows(StatementService statements, String sql) throws InterruptedException {
      return dev.mutirao.server.slt.Rows.of(statements, sql);
    }

    @Override
    public void close() {
      engine.close();
      allocator.close();
    }
  }
}
