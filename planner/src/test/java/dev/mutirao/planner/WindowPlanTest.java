package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mutirao.connectors.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where windows stand in a plan.
class WindowPlanTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertPlan(String sql, int executors, String expected) {
    assertEquals(expected, fixture.fragments(sql, executors), sql);
  }

  @Test
  void partitionsMeetByTheHashOfTheirColumns() {
    assertPlan(
        "SELECT nome, RANK() OVER (PARTITION BY cidade ORDER BY salario DESC) AS r FROM 'dados.csv'",
        3,
        "");
  }

  @Test
  void withoutPartitionsOneExecutorHasAllRows() {
    assertPlan(
        "SELECT nome, SUM(salario) OVER (ORDER BY admissao ROWS 10 PRECEDING) AS s FROM 'dados.csv'"
            + " ORDER BY admissao",
        3,
        "");
  }

  @Test
  void windowsOfOneOrderShareANode() {
    assertPlan(
        "SELECT LAG(idade) OVER w AS l, COUNT(*) OVER (PARTITION BY cidade) AS n,"
            + " MAX(idade) OVER (w GROUPS 2 PRECEDING EXCLUDE TIES) AS m FROM 'dados.csv'"
            + " WINDOW w AS (PARTITION BY cidade ORDER BY nome)",
        1,
        "");
  }

  @Test
  void fewerPartitionColumnsComeFirstAndNothingMovesTwice() {
    assertPlan(
        "SELECT SUM(idade) OVER (), SUM(idade) OVER (PARTITION BY cidade, nome),"
            + " SUM(idade) OVER (PARTITION BY cidade) FROM 'dados.csv'",
        3,
        "");
  }

  @Test
  void groupsThatAreHashedAlreadyStay() {
    assertPlan(
        "SELECT cidade, nome, RANK() OVER (PARTITION BY cidade, nome ORDER BY SUM(salario)) AS r"
            + " FROM 'dados.csv' GROUP BY cidade, nome",
        3,
        "");
  }

  @Test
  void aRangeBoundIsAColumn() {
    assertPlan(
        "SELECT SUM(salario) OVER (ORDER BY admissao RANGE INTERVAL '7' DAY PRECEDING) AS s"
            + " FROM 'dados.csv'",
        1,
        "");
  }

  @Test
  void sumsAreNotComputedTwice() {
    var plan = fixture.fragments("SELECT SUM(idade) OVER (PARTITION BY nome) FROM 'dados.csv'", 1);
    assertFalse(plan.contains("count"), plan);
  }

  @Test
  void aFilterOfAWindowStaysAboveIt() {
    assertPlan(
        "SELECT nome FROM 'dados.csv' QUALIFY ROW_NUMBER() OVER (PARTITION BY cidade ORDER BY nome)"
            + " = 1",
        1,
        "");
  }

  @Test
  void distinctInAWindowIsRefused() {
    var error = fixture.error("SELECT COUNT(DISTINCT nome) OVER () FROM 'dados.csv'");
    assertEquals(ErrorCode.NOT_SUPPORTED, error.code(), error.getMessage());
  }
}
