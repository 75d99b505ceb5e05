package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What statements mean: names, types and what is refused.
class ValidationTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertError(String sql, ErrorCode code, int line, int column, String part) {
    var error = fixture.error(sql);
    assertEquals(code, error.code(), error.getMessage());
    assertEquals(line + ":" + column, error.line() + ":" + error.column(), error.getMessage());
    assertTrue(error.getMessage().contains(part), error.getMessage());
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
  }

  /// Type of an expression over `vendas`.
  private String type(String expression) {
    return fixture
        .rows("DESCRIBE SELECT " + expression + " FROM 'vendas.csv'")
        .getFirst()
        .split("\\|", -1)[1];
  }

  private List<String> names(String select) {
    return fixture.rows("DESCRIBE " + select).stream().map(row -> row.split("\\|", -1)[0]).toList();
  }

  @Test
  void namesMatchInAnyCaseQuotedOrNot() {
    assertEquals(
        List.of("nome", "Idade", "Total"),
        names(
            "SELECT \"NOME\" AS nome, iDaDe AS \"Idade\", 1 AS Total FROM 'dados.csv' WHERE"
                + " \"CiDade\" = 'x'"));
  }

  @Test
  void doubledNamesAreNumbered() {
    assertEquals(List.of("a", "A_1", "a_2"), names("SELECT 1 AS a, 2 AS \"A\", 3 AS a"));
    assertEquals(List.of("idade", "idade_1"), names("SELECT idade, idade FROM 'dados.csv'"));
  }

  @Test
  void expressionsAreNamedAsInPostgresql() {
    assertEquals(
        List.of("sum", "count", "idade", "case", "?column?", "max", "max_1"),
        names(
            "SELECT SUM(salario), COUNT(*), MAX(idade)::varchar AS idade, CASE WHEN TRUE THEN 1"
                + " END, 1 + 1, MAX(idade), MAX(nome) FROM 'dados.csv'"));
  }

  @Test
  void aFileIsCalledByItsName() {
    assertEquals(List.of("nome"), names("SELECT dados.nome FROM 'any/folder/dados.csv'"));
  }

  @Test
  void decimalsFollowTheManual() {
    assertEquals("DECIMAL(24, 4)", type("valor * desconto"));
    assertEquals("DECIMAL(13, 2)", type("valor + desconto"));
    assertEquals("DECIMAL(38, 8)", type("valor / desconto"));
    assertEquals("DECIMAL(38, 2)", type("SUM(valor)"));
    assertEquals("DECIMAL(38, 8)", type("AVG(valor)"));
    assertEquals("DECIMAL(15, 4)", type("valor * 0.05"));
  }

  @Test
  void integersAddUpToBigint() {
    assertEquals("BIGINT", type("SUM(cliente)"));
    assertEquals("DOUBLE", type("AVG(cliente)"));
    assertEquals("INTEGER", type("cliente / 2"));
    assertEquals("BIGINT", type("COUNT(*)"));
  }

  @Test
  void datesCountInDays() {
    assertEquals("DATE", type("data + 1"));
    assertEquals("DATE", type("data - 30"));
    assertEquals("INTEGER", type("data - DATE '2020-01-01'"));
    assertEquals("DATE", type("data + INTERVAL '1' MONTH"));
    assertEquals(
        "INTERVAL DAY TO SECOND",
        type("TIMESTAMP '2020-01-02 00:00:00' - TIMESTAMP '2020-01-01 00:00:00'"));
    assertEquals("BIGINT", type("EXTRACT(YEAR FROM data)"));
    assertEquals("DATE", type("CURRENT_DATE"));
  }

  @Test
  void theCurrentTimestampIsAnInstantAndWidensWallClocks() {
    var instant = "TIMESTAMP WITH LOCAL TIME ZONE";
    assertEquals(instant, type("CURRENT_TIMESTAMP"));
    assertEquals(instant, type("now()"));
    assertEquals(instant, type("now() - INTERVAL '1' MONTH"));
    assertEquals(instant, type("COALESCE(LOCALTIMESTAMP, now())"));
    assertEquals(instant, type("CASE WHEN id = 1 THEN data ELSE now() END"));
    assertEquals("INTERVAL DAY TO SECOND", type("now() - LOCALTIMESTAMP"));
    assertEquals("TIMESTAMP", type("LOCALTIMESTAMP"));
    assertEquals("TIME", type("CURRENT_TIME"));
  }

  @Test
  void onlyIntegersBecomeBoolean() {
    assertEquals("BOOLEAN", type("CAST(CAST(id AS BIGINT) AS BOOLEAN)"));
    for (var number : List.of("DECIMAL(5, 2)", "REAL", "DOUBLE")) {
      var sql = "SELECT CAST(CAST(idade AS " + number + ") AS BOOLEAN) FROM 'dados.csv'";
      assertEquals(ErrorCode.TYPE_MISMATCH, fixture.error(sql).code(), sql);
    }
  }

  @Test
  void textIsVarchar() {
    assertEquals("VARCHAR", type("'abc'"));
    assertEquals("VARCHAR", type("CAST('abc' AS CHAR(2))"));
    assertEquals("VARCHAR", type("id::text"));
    assertEquals("DOUBLE", type("id::float8"));
    assertEquals("TIMESTAMP WITH LOCAL TIME ZONE", type("data::timestamp::timestamptz"));
  }

  @Test
  void textLiteralsTakeTheTypeOfTheOtherSide() {
    assertTrue(
        fixture
            .fragments(
                "SELECT nome FROM 'dados.csv' WHERE admissao > '2020-01-01' AND idade = '5'", 1)
            .contains("(admissao > DATE '2020-01-01') AND (idade = 5)"));
  }

  @Test
  void textColumnsDoNotMixWithNumbers() {
    assertError(
        "SELECT *\nFROM 'dados.csv' WHERE nome = 5",
        ErrorCode.TYPE_MISMATCH,
        2,
        24,
        "CAST(dados.nome AS INTEGER)");
    assertError(
        "SELECT * FROM 'dados.csv' WHERE admissao = nome",
        ErrorCode.TYPE_MISMATCH,
        1,
        44,
        "AS DATE");
    assertError(
        "SELECT coalesce(nome, idade) FROM 'dados.csv'",
        ErrorCode.TYPE_MISMATCH,
        1,
        23,
        "AS VARCHAR");
    assertError("SELECT SUM(nome) FROM 'dados.csv'", ErrorCode.TYPE_MISMATCH, 1, 12, "AS DOUBLE");
  }

  @Test
  void misspeltNamesGetSuggestions() {
    assertError(
        "SELECT cidad FROM 'dados.csv'", ErrorCode.UNKNOWN_COLUMN, 1, 8, "did you mean cidade?");
    assertError(
        "SELECT d.salari FROM 'dados.csv' d",
        ErrorCode.UNKNOWN_COLUMN,
        1,
        10,
        "did you mean salario?");
    assertError(
        "SELECT xyz FROM 'dados.csv'", ErrorCode.UNKNOWN_COLUMN, 1, 8, "no such column: xyz");
    assertError(
        "SELECT summ(idade) FROM 'dados.csv'",
        ErrorCode.UNKNOWN_FUNCTION,
        1,
        8,
        "did you mean sum?");
    fixture.run("CREATE VIEW vendidos AS SELECT 1 AS a");
    assertError("SELECT * FROM vendido", ErrorCode.UNKNOWN_TABLE, 1, 15, "did you mean vendidos?");
  }

  @Test
  void ambiguousColumnsAreRefused() {
    assertError(
        "SELECT cidade FROM 'dados.csv' JOIN 'cidades.csv' ON TRUE",
        ErrorCode.AMBIGUOUS_COLUMN,
        1,
        8,
        "t.cidade");
  }

  @Test
  void columnsOutsideGroupsAreRefused() {
    assertError(
        "SELECT nome, COUNT(*) FROM 'dados.csv'", ErrorCode.INVALID_STATEMENT, 1, 8, "GROUP BY");
  }

  @Test
  void groupsMayBeNamedByOrdinalAndAlias() {
    assertEquals(
        fixture.fragments("SELECT cidade AS c, COUNT(*) FROM 'dados.csv' GROUP BY cidade", 3),
        fixture.fragments("SELECT cidade AS c, COUNT(*) FROM 'dados.csv' GROUP BY 1", 3));
    assertEquals(
        fixture.fragments("SELECT cidade AS c, COUNT(*) FROM 'dados.csv' GROUP BY cidade", 3),
        fixture.fragments("SELECT cidade AS c, COUNT(*) FROM 'dados.csv' GROUP BY c", 3));
  }

  @Test
  void wrongTableFunctionsAreRefused() {
    assertError(
        "SELECT * FROM read_xml('x')", ErrorCode.INVALID_OPTION, 1, 15, "known are csv, range");
    assertError("SELECT * FROM range('a')", ErrorCode.INVALID_ARGUMENT, 1, 21, "whole number");
    assertError("SELECT * FROM read_csv()", ErrorCode.INVALID_ARGUMENT, 1, 15, "path");
    assertError("SELECT * FROM nothing(1)", ErrorCode.UNKNOWN_FUNCTION, 1, 15, "range, read_csv");
  }

  @Test
  void relativePathsStartAtTheRoot() {
    fixture.rows("DESCRIBE 'sub/dados.csv'");
    fixture.rows("DESCRIBE '/abs/dados.csv'");
    assertEquals(
        List.of("/data/sub/dados.csv", "/abs/dados.csv"),
        fixture.files.described().stream().map(reference -> reference.location()).toList());
  }

  @Test
  void optionsReachTheConnector() {
    fixture.rows("DESCRIBE read_csv('dados.csv', DELIMITER => ';', header => false, skip => 3)");
    assertEquals(
        java.util.Map.of("delimiter", ";", "header", "false", "skip", "3"),
        fixture.files.described().getFirst().options());
  }

  @Test
  void aFileIsDescribedOnceAStatement() {
    fixture.query("SELECT * FROM 'dados.csv' a JOIN 'dados.csv' b ON a.nome = b.nome", 3);
    assertEquals(1, fixture.files.described().size());
  }
}
