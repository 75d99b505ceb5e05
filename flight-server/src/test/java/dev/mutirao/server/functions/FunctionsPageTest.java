package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/functions-in-java.md` and `examples/java-functions` show, done with `javac` and
/// `jar`.
class FunctionsPageTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\w+"); // of no operator
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  @TempDir Path folder;

  /// A query of the page, and the rows below it.
  private record Shown(String sql, String rows) {}

  @Test
  void theCodeOfThePageGivesTheRowsOfThePage() throws Exception {
    var jars = new ArrayList<Path>();
    var queries = new ArrayList<Shown>();
    read(jars, queries);
    assertEquals(6, queries.size());
    var names = new ArrayList<String>();
    try (var allocator = new RootAllocator(1L << 30);
        var engine = EmbeddedEngine.open(allocator, 2, folder, Optional.empty(), jars)) {
      for (var query : queries) {
        assertEquals(query.rows(), String.join("\n", Rows.of(engine, query.sql())));
      }
      for (var jar : jars) {
        for (var row : Rows.of(engine, "SHOW FUNCTIONS")) {
          var name = row.substring(0, row.indexOf('|'));
          if (NAME.matcher(name).matches()
              && Rows.of(engine, "DESCRIBE FUNCTION \"" + name + "\"").contains("jar|" + jar)) {
            names.add("CREATE FUNCTION " + name + " USING JAR '" + jar + "'");
          }
        }
      }
    }
    assertEquals(9, names.size(), names.toString());
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      for (var creation : names) {
        Rows.of(statements, creation);
      }
      for (var query : queries) {
        assertEquals(query.rows(), String.join("\n", Rows.of(statements, query.sql())));
      }
    }
  }

  private void read(List<Path> jars, List<Shown> queries) throws IOException {
    var page = Files.readString(Path.of("../docs/functions-in-java.md"));
    var sql = "";
    for (var block : BLOCK.matcher(page).results().toList()) {
      var text = block.group(2);
      switch (block.group(1)) {
        case "java" -> {
          var name = CLASS.matcher(text).results().findFirst().orElseThrow().group(1);
          var source = Files.createDirectories(folder.resolve(name)).resolve(name + ".java");
          jars.add(
              AuthoredJar.of(folder, name, List.of(Files.writeString(source, text).toString())));
        }
        case "sql" -> sql = text;
        case "" -> queries.add(new Shown(sql, text));
        default -> {}
      }
    }
  }

  @Test
  void theExampleProjectRunsOnACluster() throws Exception {
    var jar = AuthoredJar.ofExample(folder, "java-functions");
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      for (var name :
          List.of(
              "slug",
              "full_name",
              "is_card_number",
              "pay_day",
              "collatz",
              "slow",
              "primes",
              "last_digits",
              "visit")) {
        Rows.of(statements, "CREATE FUNCTION " + name + " USING JAR '" + jar + "'");
      }
      assertEquals(
          List.of("sao-paulo|Ana|Ana Lima|NULL"),
          Rows.of(
              statements,
              "SELECT slug('São Paulo!'), full_name('Ana', NULL), full_name('Ana', 'Lima'),"
                  + " full_name(NULL, NULL)"));
      assertEquals(
          List.of("true|false|2024-03-04|111"),
          Rows.of(
              statements,
              "SELECT is_card_number('4539 1488 0343 6467'), is_card_number('8273 1232 7352 0569'),"
                  + " pay_day(DATE '2024-03-02'), collatz(27)"));
      assertEquals(
          List.of("1999000"), Rows.of(statements, "SELECT sum(slow(value)) FROM range(2000)"));
      assertEquals(
          List.of("849666"), // as a loop in Python counts
          Rows.of(statements, "SELECT sum(collatz(value)) FROM range(1, 10001)"));
      assertEquals(
          List.of("2|0", "3|1", "5|2", "7|2", "11|4"),
          Rows.of(statements, "SELECT prime, gap FROM TABLE(primes()) LIMIT 5"));
      assertEquals(
          List.of("[100, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000]"),
          Rows.of(
              statements,
              "SELECT last_digits(value) FROM range(10000) WHERE value % 10 > 0 OR value < 1000"));
      assertEquals(
          List.of("1|0|1", "1|100|1", "1|5000|2", "2|4000|1", "2|4001|1"),
          Rows.of(
              statements,
              "SELECT p, s, visit(s, 1800) OVER (PARTITION BY p ORDER BY s) AS v FROM (VALUES"
                  + " (1, 5000), (2, 4001), (1, 0), (1, 100), (2, 4000)) AS e (p, s) ORDER BY p, s"));
    }
  }
}
