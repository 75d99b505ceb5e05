package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A plan is used again exactly as long as planning would give it again.
class PlanCacheTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertKept(String sql) {
    assertSame(fixture.query(sql, 2), fixture.query(sql, 2));
  }

  @Test
  void theSameQueryIsPlannedOnce() {
    assertKept("SELECT cidade, SUM(salario) FROM 'dados.csv' GROUP BY cidade");
  }

  @Test
  void textExecutorsAndSettingsMatter() {
    var sql = "SELECT d.nome FROM 'dados.csv' d JOIN 'cidades.csv' c ON d.cidade = c.cidade";
    var plan = fixture.query(sql, 1);
    assertNotSame(plan, fixture.query(sql + " ", 1));
    assertNotEquals(plan, fixture.query(sql, 3));
    fixture.run("SET optimizer.broadcast_rows = 0");
    var spread = fixture.query(sql, 3);
    fixture.run("RESET optimizer.broadcast_rows");
    assertNotEquals(spread, fixture.query(sql, 3));
    assertSame(plan, fixture.query(sql, 1));
  }

  @Test
  void parametersMatter() {
    var sql = "SELECT nome FROM 'dados.csv' WHERE idade > ?";
    var one = fixture.plan(sql, 1, Literal.of(1));
    assertNotEquals(one, fixture.plan(sql, 1, Literal.of(2)));
    assertEquals(one, fixture.plan(sql, 1, Literal.of(1)));
  }

  @Test
  void filesThatChangeArePlannedAnew() {
    var sql = "SELECT * FROM 'novo.csv'";
    fixture.files.table("novo", 10, Field.of("a", BIGINT));
    var before = fixture.query(sql, 1);
    assertSame(before, fixture.query(sql, 1));
    fixture.files.table("novo", 11, Field.of("a", BIGINT));
    assertNotSame(before, fixture.query(sql, 1));
    fixture.files.table("novo", 11, Field.of("a", VARCHAR), Field.of("b", VARCHAR));
    assertEquals(2, fixture.query(sql, 1).output().size());
  }

  @Test
  void aFileThatIsGoneIsAnErrorWithItsPlace() {
    var sql = "SELECT *\nFROM 'novo.csv'";
    fixture.files.table("novo", 10, Field.of("a", BIGINT));
    var unused = fixture.query(sql, 1);
    fixture.files.forget("novo");
    var error = fixture.error(sql);
    assertEquals(ErrorCode.FILE_NOT_FOUND, error.code());
    assertEquals("line 2, column 6", error.getMessage().substring(0, 16));
  }

  @Test
  void filesBehindViewsCountToo() {
    fixture.files.table("novo", 10, Field.of("a", BIGINT));
    fixture.run("CREATE VIEW v AS SELECT * FROM 'novo.csv'");
    fixture.run("CREATE EXTERNAL TABLE t LOCATION 'novo.csv'");
    var sql = "SELECT v.a FROM v, t";
    assertKept(sql);
    var before = fixture.query(sql, 1);
    fixture.files.table("novo", 11, Field.of("a", BIGINT));
    assertNotSame(before, fixture.query(sql, 1));
  }

  @Test
  void whatUsersCreateIsPlannedAnew() {
    fixture.run("CREATE VIEW v AS SELECT 1 AS a");
    fixture.run("CREATE FUNCTION f(x BIGINT) RETURNS BIGINT AS (x + 1)");
    var sql = "SELECT a, f(2) AS f FROM v";
    assertKept(sql);
    var before = fixture.query(sql, 1);
    fixture.run("CREATE OR REPLACE VIEW v AS SELECT 2 AS a");
    var after = fixture.query(sql, 1);
    assertNotEquals(before, after);
    fixture.run("CREATE OR REPLACE FUNCTION f(x BIGINT) RETURNS BIGINT AS (x + 2)");
    assertNotEquals(after, fixture.query(sql, 1));
    fixture.run("DROP VIEW v");
    assertEquals(ErrorCode.UNKNOWN_TABLE, fixture.error(sql).code());
  }

  @Test
  void aPlanWithALargeConstantIsNotKept() {
    assertKept("SELECT repeat('x', 1000), nome FROM 'dados.csv'");
    var sql = "SELECT repeat('x', 10000000), nome FROM 'dados.csv'";
    assertNotSame(fixture.query(sql, 1), fixture.query(sql, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT now()",
        "SELECT nome FROM 'dados.csv' WHERE admissao > CURRENT_DATE - INTERVAL '1' YEAR",
        "SELECT nome FROM 'dados.csv' TABLESAMPLE BERNOULLI (10)",
        "SELECT nome FROM 'cidades.csv' c JOIN (SELECT * FROM 'dados.csv' TABLESAMPLE SYSTEM (10))"
            + " d ON c.cidade = d.cidade"
      })
  void clockAndChanceAreAskedEachTime(String sql) {
    assertNotSame(fixture.query(sql, 1), fixture.query(sql, 1));
  }
}
