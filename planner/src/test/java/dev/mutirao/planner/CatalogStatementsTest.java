package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Views, external tables and settings.
class CatalogStatementsTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertRefused(String sql, ErrorCode code) {
    var error = fixture.error(sql);
    assertEquals(code, error.code(), error.getMessage());
  }

  @Test
  void aViewIsItsQuery() {
    fixture.run("CREATE VIEW ricos AS SELECT nome, salario FROM 'dados.csv' WHERE salario > 1000");
    assertEquals(
        fixture.fragments("SELECT nome FROM 'dados.csv' WHERE salario > 1000", 3),
        fixture.fragments("SELECT nome FROM RICOS", 3));
    assertEquals(
        fixture.fragments("SELECT nome FROM ricos", 3),
        fixture.fragments("SELECT nome FROM mutirao.main.ricos", 3));
  }

  @Test
  void aViewMayRenameColumnsAndNameOtherViews() {
    fixture.run("CREATE VIEW a (x, y) AS SELECT nome, idade, cidade FROM 'dados.csv'");
    fixture.run("CREATE VIEW b AS SELECT y + 1 AS z, * FROM a");
    assertEquals(
        List.of("z|BIGINT|YES", "x|VARCHAR|YES", "y|BIGINT|YES", "cidade|VARCHAR|YES"),
        fixture.rows("DESCRIBE b"));
  }

  @Test
  void aViewMayNotNameItself() {
    fixture.run("CREATE VIEW v AS SELECT 1 AS a");
    fixture.run("CREATE VIEW w AS SELECT * FROM v");
    fixture.run("CREATE OR REPLACE VIEW v AS SELECT * FROM w");
    assertRefused("SELECT * FROM v", ErrorCode.INVALID_STATEMENT);
  }

  @Test
  void aWithNameHidesAView() {
    fixture.run("CREATE VIEW t AS SELECT nome FROM 'dados.csv'");
    assertEquals(
        List.of("a|INTEGER|NO"),
        fixture.rows("DESCRIBE WITH t AS (SELECT 1 AS a) SELECT * FROM t"));
  }

  @Test
  void aBrokenViewNamesItself() {
    fixture.run("CREATE VIEW inner_view AS SELECT nome FROM 'dados.csv'");
    fixture.run("CREATE VIEW outer_view AS SELECT nome FROM inner_view");
    fixture.run("DROP VIEW inner_view");
    var error = fixture.error("SELECT 1 AS a FROM (SELECT nome\nFROM outer_view) AS t");
    assertEquals(ErrorCode.UNKNOWN_TABLE, error.code());
    assertTrue(
        error
            .getMessage()
            .startsWith("line 2, column 6: in view outer_view: line 1, column 18: no such view"),
        error.getMessage());
  }

  @Test
  void takenNamesAreRefusedUnlessReplacedOrGuarded() {
    var create = (PlannedStatement.Create) fixture.plan("CREATE VIEW V AS SELECT 2 AS b", 1);
    fixture.run("CREATE VIEW v AS SELECT 1 AS a");
    assertEquals(
        "line 1, column 13: there is a view or table of this name; CREATE OR REPLACE takes its"
            + " place: V",
        fixture.error("CREATE VIEW V AS SELECT 2 AS b").getMessage());
    var error =
        org.junit.jupiter.api.Assertions.assertThrows(
            dev.mutirao.connectors.error.MutiraoException.class,
            () -> fixture.planner.apply(create));
    assertEquals(ErrorCode.ALREADY_EXISTS, error.code());
    fixture.run("CREATE VIEW IF NOT EXISTS v AS SELECT 3 AS c");
    assertEquals(List.of("a|INTEGER|NO"), fixture.rows("DESCRIBE v"));
    fixture.run("CREATE OR REPLACE VIEW v AS SELECT 4 AS d");
    assertEquals(List.of("d|INTEGER|NO"), fixture.rows("DESCRIBE v"));
  }

  @Test
  void dropWantsTheRightKind() {
    fixture.run("CREATE VIEW v AS SELECT 1 AS a");
    fixture.run("DROP TABLE IF EXISTS v");
    assertEquals(1, fixture.rows("SHOW TABLES").size());
    fixture.run("DROP VIEW v");
    fixture.run("DROP VIEW IF EXISTS v");
    assertEquals(List.of(), fixture.rows("SHOW TABLES"));
  }

  @Test
  void aViewIsCheckedWhenItIsCreated() {
    assertRefused("CREATE VIEW v AS SELECT nada FROM 'dados.csv'", ErrorCode.UNKNOWN_COLUMN);
    assertRefused(
        "CREATE VIEW v AS SELECT * FROM 'dados.csv' WHERE idade > ?", ErrorCode.INVALID_STATEMENT);
    assertRefused("CREATE VIEW v (a, b) AS SELECT 1", ErrorCode.INVALID_STATEMENT);
  }

  @Test
  void anExternalTableHasDeclaredColumns() {
    fixture.run(
        "CREATE EXTERNAL TABLE t (a VARCHAR NOT NULL, b DECIMAL(12, 2), c DATE) LOCATION"
            + " 'dados.csv' OPTIONS (skip '1')");
    assertEquals(
        List.of("a|VARCHAR|NO", "b|DECIMAL(12, 2)|YES", "c|DATE|YES"), fixture.rows("DESCRIBE t"));
    assertEquals(List.of("t|external table|dados.csv"), fixture.rows("SHOW TABLES"));
  }

  @Test
  void anExternalTableOfNothingIsRefused() {
    assertRefused("CREATE EXTERNAL TABLE t LOCATION 'nada.csv'", ErrorCode.FILE_NOT_FOUND);
    assertRefused(
        "CREATE EXTERNAL TABLE t LOCATION 'dados.csv' FORMAT xml", ErrorCode.INVALID_OPTION);
    assertRefused(
        "CREATE EXTERNAL TABLE t (a NUMBR) LOCATION 'dados.csv'", ErrorCode.INVALID_STATEMENT);
  }

  @Test
  void settingsAreCheckedShownAndReset() {
    fixture.run("SET timezone = 'America/Sao_Paulo'");
    assertEquals(List.of("America/Sao_Paulo"), fixture.rows("SHOW timezone"));
    fixture.run("RESET timezone");
    assertEquals(List.of("UTC"), fixture.rows("SHOW TIME ZONE"));
    fixture.run("SET Batch_Rows TO 1");
    fixture.run("RESET ALL");
    assertEquals(List.of("8192"), fixture.rows("SHOW batch_rows"));
    assertRefused("SET timezone = 'Nada'", ErrorCode.INVALID_OPTION);
    assertRefused("SET nada = 1", ErrorCode.INVALID_OPTION);
    assertRefused("SHOW nada", ErrorCode.INVALID_OPTION);
    assertRefused("SET batch_rows = 0", ErrorCode.INVALID_OPTION);
    assertRefused("SET optimizer.disabled = 'subqueries'", ErrorCode.INVALID_OPTION);
  }

  @Test
  void aDescriptionTellsColumnsAndParameters() {
    var request = PlanRequest.of(1);
    var query =
        fixture.planner.describe(
            "SELECT nome FROM 'dados.csv' WHERE idade > ? AND nome = ?", request);
    assertEquals(
        List.of("BIGINT", "VARCHAR"), query.parameters().stream().map(type -> type.sql()).toList());
    assertEquals(
        List.of("nome"), query.output().fields().stream().map(field -> field.name()).toList());
    assertTrue(fixture.planner.describe("CREATE VIEW v AS SELECT 1", request).update());
    assertEquals(List.of(), fixture.rows("SHOW TABLES"));
    for (var sql :
        List.of(
            "SHOW ALL",
            "SHOW TABLES",
            "SHOW FUNCTIONS",
            "SHOW timezone",
            "DESCRIBE 'dados.csv'",
            "EXPLAIN SELECT 1")) {
      var result = (PlannedStatement.Result) fixture.plan(sql, 1);
      assertEquals(result.rows().output(), fixture.planner.describe(sql, request).output(), sql);
    }
  }
}
