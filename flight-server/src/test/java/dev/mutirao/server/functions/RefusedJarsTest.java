package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.MutiraoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars of functions in which something is wrong: each is told in one line, and nothing changes.
class RefusedJarsTest {
  private static final String KNOWN =
      "boolean, byte, short, int, long, float, double and their boxes, String, byte[], BigDecimal,"
          + " LocalDate, LocalDateTime, Instant";

  private static final String TYPES = "functions have " + KNOWN + ": {jar}";

  @TempDir Path folder;

  /// Asserts that creating a function of the jar fails with the message, pointing at the path.
  private void assertRefused(String message, Path jar) {
    assertRefused(message, jar, "CREATE FUNCTION f USING JAR ".length() + 1);
  }

  private void assertRefused(String message, Path jar, int column) {
    try (var engine = new Engine(folder, Optional.empty())) {
      var error =
          assertThrows(
              MutiraoException.class,
              () -> engine.rows("CREATE FUNCTION f USING JAR '" + jar + "'"));
      assertEquals(
          "line 1, column " + column + ": " + message.replace("{jar}", jar.toString()),
          error.getMessage());
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
            "@ScalarFunction public static int g() { return 1; }"),
        "CREATE FUNCTION ".length() + 1);
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
            folder.resolve("boot.jar"),
            Map.of("BOOT-INF/classes/F.class", classes.get("F.class"))));
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
}
