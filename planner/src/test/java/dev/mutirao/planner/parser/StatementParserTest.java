package dev.mutirao.planner.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade;",
        "SELECT a FROM 'x.csv' AS x JOIN 'y.csv' y USING (a)",
        "SELECT a::varchar::int + 1 FROM t WHERE a != 2 AND b ILIKE 'x%' LIMIT 5 OFFSET 2",
        "SELECT a FROM t OFFSET 2 ROWS FETCH FIRST 5 ROWS ONLY",
        "SELECT * FROM read_csv('p', delimiter => ';', header => false) r",
        "SELECT * FROM TABLE(read_parquet('p'))",
        "SELECT value FROM TABLE(range(10))",
        "SELECT value FROM range(1, 10)",
        "SELECT sum AS max, year, month, day, count, value, level, data, key FROM t",
        "WITH t AS (SELECT 1 AS a) SELECT * FROM t UNION ALL VALUES (2)",
        "SELECT sum(a) FILTER (WHERE b > 1) FROM t",
        "SELECT DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59.123456', INTERVAL '1' DAY",
        "SELECT 'São Paulo', \"coluna ção\" FROM t"
      })
  void queriesAreUnderstood(String sql) {
    assertInstanceOf(Statement.Query.class, StatementParser.parse(sql));
  }

  @Test
  void castsBindTighterThanOperators() {
    var query = ((Statement.Query) StatementParser.parse("SELECT a + b::int * 2")).query();
    assertTrue(query.toString().contains("`b` :: INTEGER"), query.toString());
  }

  @Test
  void aViewKeepsTheTextOfItsQuery() {
    var statement =
        StatementParser.parse(
            "CREATE OR REPLACE VIEW v (x) AS\n  SELECT a -- that\n  FROM 'f.csv';");
    var view = assertInstanceOf(Statement.CreateView.class, statement);
    assertEquals("v", view.name().text());
    assertEquals(List.of("x"), view.columns());
    assertEquals("SELECT a -- that\n  FROM 'f.csv'", view.sql());
    assertTrue(view.replace());
  }

  @Test
  void aViewMayBeNamedIf() {
    assertEquals(
        "if",
        ((Statement.CreateView) StatementParser.parse("CREATE VIEW if AS SELECT 1")).name().text());
    var guarded =
        (Statement.CreateView) StatementParser.parse("CREATE VIEW IF NOT EXISTS v AS SELECT 1");
    assertTrue(guarded.ifNotExists());
  }

  @Test
  void anExternalTableHasColumnsFormatAndOptions() {
    var statement =
        StatementParser.parse(
            "CREATE EXTERNAL TABLE IF NOT EXISTS t (a BIGINT NOT NULL, b TEXT) LOCATION 'dir/*.txt'"
                + " FORMAT csv OPTIONS (header 'true', delimiter = ';', Quote => '|')");
    var table = assertInstanceOf(Statement.CreateExternalTable.class, statement);
    assertEquals(new Word("dir/*.txt", 1, 76), table.location());
    var values = new HashMap<String, List<String>>();
    table.options().forEach((name, option) -> values.put(name, option.values()));
    assertEquals(
        Map.of(
            "format", List.of("csv"),
            "header", List.of("true"),
            "delimiter", List.of(";"),
            "quote", List.of("|")),
        values);
    assertEquals(new Word("Quote", 1, 140), table.options().get("quote").name());
    assertEquals(List.of("a", "b"), table.columns().stream().map(ColumnDefinition::name).toList());
  }

  @Test
  void theShortestExternalTableHasALocation() {
    var table =
        (Statement.CreateExternalTable)
            StatementParser.parse("CREATE EXTERNAL TABLE t LOCATION 'f.csv'");
    assertEquals(List.of(), table.columns());
    assertEquals(Map.of(), table.options());
  }

  @Test
  void dropNamesWhatItDrops() {
    assertEquals(
        new Statement.DropView(new Word("v", 1, 21), true),
        StatementParser.parse("DROP VIEW IF EXISTS v"));
    assertEquals(
        new Statement.DropTable(new Word("t", 1, 12), false),
        StatementParser.parse("DROP TABLE main.t"));
  }

  @Test
  void settingsAreWrittenInPostgresqlsWays() {
    assertEquals(
        new Statement.SetSetting(new Word("timezone", 1, 5), "UTC"),
        StatementParser.parse("SET timezone = 'UTC'"));
    assertEquals(
        new Statement.SetSetting(new Word("batch_rows", 1, 13), "5"),
        StatementParser.parse("SET SESSION batch_rows TO 5"));
    assertEquals(
        new Statement.SetSetting(new Word("timezone", 1, 10), "UTC"),
        StatementParser.parse("SET TIME ZONE 'UTC'"));
    assertEquals(
        new Statement.SetSetting(new Word("a.b", 1, 5), "x,y"),
        StatementParser.parse("SET a.b = x, 'y'"));
    assertEquals(
        new Statement.SetSetting(new Word("a", 1, 5), "on"), StatementParser.parse("SET a = on"));
    assertEquals(
        new Statement.SetSetting(new Word("a", 1, 5), null),
        StatementParser.parse("SET a TO DEFAULT"));
    assertEquals(
        new Statement.SetSetting(new Word("a.b", 1, 7), null), StatementParser.parse("RESET a.b"));
    assertEquals(new Statement.ResetAllSettings(), StatementParser.parse("RESET ALL"));
    assertEquals(
        new Statement.ShowSetting(new Word("timezone", 1, 11)),
        StatementParser.parse("SHOW TIME ZONE"));
    assertEquals(
        new Statement.ShowSetting(new Word("a.b", 1, 6)), StatementParser.parse("SHOW a.b"));
    assertEquals(new Statement.ShowAllSettings(), StatementParser.parse("SHOW ALL"));
    assertEquals(new Statement.ShowTables(), StatementParser.parse("SHOW TABLES"));
    assertEquals(new Statement.ShowFunctions(), StatementParser.parse("show functions"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DESCRIBE 'f.csv'",
        "DESC t",
        "DESCRIBE TABLE t",
        "DESCRIBE SELECT 1",
        "DESCRIBE (SELECT 1)",
        "DESCRIBE read_csv('f', header => true)",
        "DESCRIBE TABLE(range(3))"
      })
  void describeTakesTablesFilesAndQueries(String sql) {
    assertInstanceOf(Statement.Describe.class, StatementParser.parse(sql));
  }

  @Test
  void explainTakesOptionsInEveryOrder() {
    assertExplain("EXPLAIN SELECT 1", false, false);
    assertExplain("EXPLAIN ANALYZE SELECT 1", true, false);
    assertExplain("EXPLAIN (FORMAT JSON) SELECT 1", false, true);
    assertExplain("EXPLAIN (FORMAT TEXT) VALUES (1)", false, false);
    assertExplain("EXPLAIN (ANALYZE, FORMAT JSON) SELECT 1", true, true);
    assertExplain("EXPLAIN (FORMAT JSON, ANALYZE) SELECT 1", true, true);
    assertExplain("EXPLAIN ANALYZE (FORMAT JSON) SELECT 1", true, true);
    assertExplain("EXPLAIN (SELECT 1)", false, false);
    assertExplain("EXPLAIN PLAN FOR SELECT 1", false, false);
  }

  private static void assertExplain(String sql, boolean analyze, boolean json) {
    var explain = assertInstanceOf(Statement.Explain.class, StatementParser.parse(sql));
    assertEquals(analyze, explain.analyze(), sql);
    assertEquals(json, explain.json(), sql);
  }

  @Test
  void errorsNameThePlace() {
    assertSyntaxError("SELECT a,\n  FROM t", 2, 3, "'FROM'");
    assertSyntaxError("SELEC 1", 1, 1, "SELEC");
    assertSyntaxError("SELECT 'abc", 1, 8, "");
    assertSyntaxError("CREATE VIEW v", 1, 14, "ends too early");
    assertSyntaxError("", 1, 1, "");
    assertSyntaxError("SELECT 1; SELECT 2", 1, 9, "';'");
  }

  private static void assertSyntaxError(String sql, int line, int column, String part) {
    var error = assertThrows(MutiraoException.class, () -> StatementParser.parse(sql));
    assertEquals(ErrorCode.SYNTAX_ERROR, error.code(), error.getMessage());
    assertEquals(line + ":" + column, error.line() + ":" + error.column(), error.getMessage());
    assertTrue(error.getMessage().contains(part), error.getMessage());
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
  }

  @Test
  void writingIsNotSupportedYet() {
    var error = assertThrows(MutiraoException.class, () -> StatementParser.parse("DELETE FROM t"));
    assertEquals(ErrorCode.NOT_SUPPORTED, error.code());
  }

  @Test
  void copyTakesOptionsInAnyForm() {
    var copy =
        (Statement.Copy)
            StatementParser.parse(
                "COPY (SELECT 1 AS a) TO 'x.csv' WITH (FORMAT csv, HEADER, NULL 'NA', ESCAPE '!',"
                    + " PARTITION_BY (a, \"b c\"), ROW_GROUP_SIZE = 10, overwrite TRUE);");
    assertEquals(new Word("x.csv", 1, 25), copy.path());
    assertEquals(new Word("HEADER", 1, 51), copy.options().get("header").name());
    var values = new HashMap<String, List<String>>();
    copy.options().forEach((name, option) -> values.put(name, option.values()));
    assertEquals(
        java.util.Map.of(
            "format", List.of("csv"),
            "header", List.<String>of(),
            "null", List.of("NA"),
            "escape", List.of("!"),
            "partition_by", List.of("a", "b c"),
            "row_group_size", List.of("10"),
            "overwrite", List.of("true")),
        values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t TO 'x'",
        "COPY a.t (b, c) TO 'x' (FORMAT parquet)",
        "COPY 'f.csv' TO 'x.parquet'",
        "COPY (WITH t AS (SELECT 1 AS a) SELECT a FROM t ORDER BY a LIMIT 3) TO 'x.parquet'",
        "CREATE TABLE 'x' AS SELECT 1 AS a",
        "CREATE OR REPLACE TABLE 'x.csv' (DELIMITER ';') AS VALUES (1)",
        "CREATE EXTERNAL TABLE t LOCATION 'x' FORMAT csv OPTIONS (header 'true') AS SELECT 1 AS a",
        "INSERT INTO t VALUES (1, 'a'), (NULL, DATE '2024-02-29')",
        "INSERT INTO t (a, b) SELECT a, b FROM 'f.csv' WHERE a > 1",
        "INSERT INTO 'folder' SELECT 1"
      })
  void statementsThatWriteAreUnderstood(String sql) {
    assertInstanceOf(Statement.Write.class, StatementParser.parse(sql));
    assertInstanceOf(Statement.ExplainWrite.class, StatementParser.parse("EXPLAIN " + sql));
  }

  @Test
  void copyIsNoReservedWord() {
    assertInstanceOf(Statement.Query.class, StatementParser.parse("SELECT copy FROM copy AS copy"));
  }
}
