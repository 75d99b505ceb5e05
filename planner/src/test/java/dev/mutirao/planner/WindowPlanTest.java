package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import java.util.List;
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
        """
        Fragment 0 on every executor
          Project [nome, r]
            Window by [cidade] order [salario desc]: rank()
              Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [cidade]
          Scan csv 'dados.csv' [nome, cidade, salario]
        """);
  }

  @Test
  void withoutPartitionsOneExecutorHasAllRows() {
    assertPlan(
        "SELECT nome, SUM(salario) OVER (ORDER BY admissao ROWS 10 PRECEDING) AS s FROM 'dados.csv'"
            + " ORDER BY admissao",
        3,
        """
        Fragment 0 on one executor
          Project [nome, s]
            Project [nome, s, admissao]
              Window by [] order [admissao]: sum(salario) rows between 10 preceding and current row
                Receive from fragment 1
        Fragment 1 on every executor, sends to one
          Project [nome, admissao, salario]
            Scan csv 'dados.csv' [nome, salario, admissao]
        """);
  }

  @Test
  void windowsOfOneOrderShareANode() {
    assertPlan(
        "SELECT LAG(idade) OVER w AS l, COUNT(*) OVER (PARTITION BY cidade) AS n,"
            + " MAX(idade) OVER (w GROUPS 2 PRECEDING EXCLUDE TIES) AS m FROM 'dados.csv'"
            + " WINDOW w AS (PARTITION BY cidade ORDER BY nome)",
        1,
        """
        Fragment 0 on one executor
          Project [l, n, m]
            Window by [cidade] order [nome]: lag(idade, 1), max($3) groups between 2 preceding and current row exclude ties, count(*) range between unbounded preceding and unbounded following
              Project [cidade, nome, idade, CASE WHEN true THEN idade ELSE NULL END as $3]
                Scan csv 'dados.csv' [nome, idade, cidade]
        """);
  }

  @Test
  void fewerPartitionColumnsComeFirstAndNothingMovesTwice() {
    assertPlan(
        "SELECT SUM(idade) OVER (), SUM(idade) OVER (PARTITION BY cidade, nome),"
            + " SUM(idade) OVER (PARTITION BY cidade) FROM 'dados.csv'",
        3,
        """
        Fragment 0 on one executor
          Project [sum, sum_1, sum_2]
            Window by []: sum(idade) range between unbounded preceding and unbounded following
              Receive from fragment 1
        Fragment 1 on every executor, sends to one
          Window by [cidade, nome]: sum(idade) range between unbounded preceding and unbounded following
            Window by [cidade]: sum(idade) range between unbounded preceding and unbounded following
              Receive from fragment 2
        Fragment 2 on every executor, sends by hash of [cidade]
          Project [idade, cidade, nome]
            Scan csv 'dados.csv' [nome, idade, cidade]
        """);
  }

  @Test
  void groupsThatAreHashedAlreadyStay() {
    assertPlan(
        "SELECT cidade, nome, RANK() OVER (PARTITION BY cidade, nome ORDER BY SUM(salario)) AS r"
            + " FROM 'dados.csv' GROUP BY cidade, nome",
        3,
        """
        Fragment 0 on every executor
          Project [cidade, nome, r]
            Window by [cidade, nome] order [$f2]: rank()
              Project [cidade, nome, $f2]
                Aggregate FINAL by [nome, cidade]: sum
                  Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [nome, cidade]
          Aggregate PARTIAL by [nome, cidade]: sum(salario)
            Scan csv 'dados.csv' [nome, cidade, salario]
        """);
  }

  @Test
  void aRangeBoundIsAColumn() {
    assertPlan(
        "SELECT SUM(salario) OVER (ORDER BY admissao RANGE INTERVAL '7' DAY PRECEDING) AS s"
            + " FROM 'dados.csv'",
        1,
        """
        Fragment 0 on one executor
          Project [s]
            Window by [] order [admissao]: sum(salario) range between value $3 and current row
              Project [admissao, salario, CAST(admissao AS TIMESTAMP) as $2, (CAST(admissao AS TIMESTAMP) - 604800000000) as $3]
                Scan csv 'dados.csv' [salario, admissao]
        """);
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
        """
        Fragment 0 on one executor
          Project [nome]
            Filter QualifyExpression
              Project [nome, ($window = 1) as QualifyExpression]
                Filter ($window <= 1)
                  Window by [cidade] order [nome]: row_number()
                    GroupLimit 1 by [cidade] order [nome]
                      Scan csv 'dados.csv' [nome, cidade]
        """);
  }

  @Test
  void distinctInAWindowIsRefused() {
    var error = fixture.error("SELECT COUNT(DISTINCT nome) OVER () FROM 'dados.csv'");
    assertEquals(ErrorCode.NOT_SUPPORTED, error.code(), error.getMessage());
  }

  @Test
  void rowsBeyondTheFirstOfAPartitionDoNotTravel() {
    assertPlan(
        "SELECT nome FROM (SELECT nome, ROW_NUMBER() OVER (PARTITION BY cidade ORDER BY salario DESC)"
            + " AS n FROM 'dados.csv') WHERE n <= 3",
        3,
        """
        Fragment 0 on every executor
          Project [nome]
            Filter (n <= 3)
              Project [nome, n]
                Filter (n <= 3)
                  Window by [cidade] order [salario desc]: row_number()
                    Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [cidade]
          GroupLimit 3 by [cidade] order [salario desc]
            Scan csv 'dados.csv' [nome, cidade, salario]
        """);
  }

  @Test
  void whatIsNoLimitOfRanksLeavesNothingOut() {
    for (var condition :
        List.of(
            "ROW_NUMBER() OVER w > 3",
            "ROW_NUMBER() OVER w < 1",
            "ROW_NUMBER() OVER w <= 1000",
            "ROW_NUMBER() OVER w <= idade",
            "ROW_NUMBER() OVER w <= 3 OR idade = 7",
            "ROW_NUMBER() OVER w <= 3 OR RANK() OVER w <= 3",
            "ROW_NUMBER() OVER w <= 3 AND SUM(idade) OVER (PARTITION BY cidade) > 7",
            "DENSE_RANK() OVER w <= 3",
            "NTILE(5) OVER w <= 3",
            "SUM(idade) OVER w <= 3",
            "ROW_NUMBER() OVER (PARTITION BY cidade) <= 3",
            "ROW_NUMBER() OVER w <= 3 AND SUM(idade) OVER w > 7",
            "ROW_NUMBER() OVER w <= 3 AND RANK() OVER (ORDER BY idade) > 7")) {
      var plan = qualified(condition);
      assertFalse(plan.contains("GroupLimit"), () -> condition + "\n" + plan);
    }
  }

  @Test
  void theLeastOfSeveralLimitsHolds() {
    for (var condition :
        List.of(
            "ROW_NUMBER() OVER w <= 3 AND RANK() OVER w <= 2",
            "3 > ROW_NUMBER() OVER w AND DENSE_RANK() OVER w < 9",
            "RANK() OVER w = 2 AND idade > 7",
            "RANK() OVER w BETWEEN 1 AND 2",
            "ROW_NUMBER() OVER w IN (1, 2)",
            "ROW_NUMBER() OVER w = 1 OR ROW_NUMBER() OVER w = 2 AND idade > 7")) {
      var plan = qualified(condition);
      assertTrue(
          plan.contains("GroupLimit 2 by [cidade] order [salario]"), () -> condition + "\n" + plan);
    }
  }

  private String qualified(String condition) {
    return fixture.fragments(
        "SELECT nome FROM 'dados.csv' WINDOW w AS (PARTITION BY cidade ORDER BY salario) QUALIFY "
            + condition,
        1);
  }
}
