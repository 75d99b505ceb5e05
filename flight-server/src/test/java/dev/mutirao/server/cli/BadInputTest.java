package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every bad input gives one line that says what, where and what to do; here and on a cluster.
@Timeout(120)
final class BadInputTest {
  private static final long MEMORY = 64L << 20;

  /// A statement that fails, and parts of its message in their order.
  private record Case(String name, String sql, List<String> parts) {
    Case(String name, String sql, String... parts) {
      this(name, sql, List.of(parts));
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("no such file", "SELECT * FROM 'no.csv'", "no such file or folder", "no.csv"),
          new Case("no match", "SELECT * FROM 'no*.csv'", "no file matches", "no*.csv"),
          new Case("empty file", "SELECT * FROM 'empty.csv'", "empty.csv", "the file is empty"),
          new Case("empty folder", "SELECT * FROM 'nothing/'", "holds no data files", "nothing"),
          new Case(
              "truncated Parquet file",
              "SELECT * FROM 'truncated.parquet'",
              "truncated.parquet: truncated",
              "write or copy it again"),
          new Case(
              "corrupt Parquet file",
              "SELECT * FROM 'corrupt.parquet'",
              "corrupt.parquet: corrupt data in column ",
              "write or copy the file again"),
          new Case(
              "text named .parquet",
              "SELECT * FROM 'text.parquet'",
              "text.parquet: not a Parquet file",
              "read_csv reads text"),
          new Case(
              "value far behind the sample",
              "SELECT sum(amount) FROM 'far.csv'",
              "far.csv, line " + BadFiles.ODD_LINE + ", column amount: expected BIGINT",
              "types => 'amount=VARCHAR'",
              "got 'x'"),
          new Case(
              "ragged row",
              "SELECT * FROM 'ragged.csv'",
              "ragged.csv, line 52: expected 2 fields, got 1",
              "ignore_errors => true",
              "'3'"),
          new Case(
              "unclosed quote",
              "SELECT sum(id) FROM 'unclosed.csv'",
              "unclosed.csv, line " + (BadFiles.MANY + 1) + ": the quote that opens here",
              "quote => ''"),
          new Case(
              "invalid UTF-8",
              "SELECT * FROM 'latin.csv'",
              "latin.csv, line 2: invalid UTF-8 in column b",
              "convert the file"),
          new Case(
              "unknown option",
              "SELECT * FROM read_csv('good.csv', delimitr => ';')",
              "no option delimitr",
              "delimiter"),
          new Case(
              "unknown column",
              "SELECT amont FROM 'far.csv'",
              "line 1, column 8: no such column",
              "did you mean amount?",
              "amont"),
          new Case(
              "ambiguous column",
              "SELECT a FROM 'good.csv' x JOIN 'good.csv' y ON x.b = y.b",
              "line 1, column 8: several tables have this column",
              "t.a"),
          new Case(
              "type mismatch",
              "SELECT * FROM 'far.csv' WHERE name > 5",
              "line 1, column 31: VARCHAR does not become INTEGER",
              "CAST(far.name AS INTEGER)"),
          new Case("division by zero", "SELECT a / (b - 2) FROM 'good.csv'", "NULLIF", "1 / 0"),
          new Case(
              "overflow",
              "SELECT a * 9223372036854775807 FROM 'good.csv' WHERE a > 1",
              "does not fit BIGINT",
              "DECIMAL(38, 0)",
              "4 * 9223372036854775807"),
          new Case("bad cast", "SELECT CAST('x' AS INTEGER)", "INTEGER", "TRY_CAST", "'x'"),
          new Case("unknown table", "SELECT * FROM tabel", "line 1, column 15", "tabel"),
          new Case("unknown function", "SELECT uper('x')", "did you mean upper?", "uper"),
          new Case("syntax error", "SELEC 1", "line 1, column 1", "SELECT", "got 'SELEC'"),
          new Case("statement cut off", "SELECT 1 +", "line 1, column 10", "end of the statement"),
          new Case(
              "sort beyond the memory limit",
              "SELECT value FROM TABLE(range(30000000)) ORDER BY value DESC",
              "Sort needs more memory than the limit of 64 MiB",
              "--memory",
              "largest consumers"),
          new Case(
              "join beyond the memory limit",
              "SELECT count(*) FROM TABLE(range(30000000)) a JOIN TABLE(range(30000000)) b ON a.value = b.value",
              " needs more memory than the limit of 64 MiB",
              "--memory"));

  @TempDir private static Path folder;
  private static CommandCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    BadFiles.make(folder);
    cluster = new CommandCluster(folder, MEMORY);
  }

  @AfterAll
  static void nothingIsLeft() {
    cluster.close(); // throws when memory is left
  }

  @TestFactory
  Stream<DynamicTest> failsInOneLineEmbedded() {
    return CASES.stream()
        .map(bad ->
            DynamicTest.dynamicTest(bad.name(), () -> assertFails(bad, embedded(bad.sql()))));
  }

  @TestFactory
  Stream<DynamicTest> failsInOneLineOnACluster() {
    return CASES.stream()
        .map(bad ->
            DynamicTest.dynamicTest(bad.name(), () -> assertFails(bad, cluster.run(bad.sql()))));
  }

  private static void assertFails(Case bad, CommandRun run) throws Exception {
    run.assertFails(1, bad.parts().toArray(String[]::new));
    OpenFiles.assertNoneBelow(folder);
  }

  @Test
  void clusterAnswersAfterFailures() {
    cluster.run("SELECT 1 / 0").assertFails(1, "division by zero");
    assertEquals("n\n2\n", cluster.run("SELECT count(*) AS n FROM 'good.csv'").rows());
  }

  @Test
  void headerAloneIsATableWithoutRows() {
    var run = embedded("SELECT * FROM 'header.csv'");
    assertEquals(new CommandRun(0, "a,b,c\n", ""), run);
  }

  @Test
  void scriptStopsAtTheFirstStatementThatFails() {
    var run = CommandRun.of("sql", "--format", "csv", "-f", folder.resolve("twice.sql").toString());
    run.assertFails(1, "division by zero");
    assertEquals("x\n1\n", run.rows());
  }

  @Test
  void tableThatFailsHasNoEnd() {
    var run =
        CommandRun.of(
            "sql", "--format", "table", "--root", folder.toString(), "SELECT * FROM 'far.csv'");
    run.assertFails(1, "far.csv, line ");
    assertTrue(run.rows().isBlank() || run.rows().strip().startsWith("id"));
  }

  private static CommandRun embedded(String sql) {
    return CommandRun.of(
        "sql",
        "--format",
        "csv",
        "--memory",
        "64MB",
        "--threads",
        "2",
        "--root",
        folder.toString(),
        sql);
  }
}
