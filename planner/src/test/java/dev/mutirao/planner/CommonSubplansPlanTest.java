package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mutirao.connectors.type.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a subplan runs once for several places.
class CommonSubplansPlanTest {
  private static final String TOTALS = "WITH a AS (SELECT k, sum(x) AS s FROM 't.csv' GROUP BY k) ";

  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture.files.table(
        "t", 1_000_000, Field.of("k", BIGINT), Field.of("x", BIGINT), Field.of("s", VARCHAR));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void isAFragmentOfItsOwn() {
    assertEquals(
        """
        Fragment 0 on one executor
          Project [k, s]
            HashJoin INNER [s] = [max]
              Read fragment 1, which runs once
              Aggregate SINGLE by []: max(s)
                Read fragment 1, which runs once
        Fragment 1 on one executor, read in 2 places
          Aggregate SINGLE by [k]: sum(x)
            Scan csv 't.csv' [k, x]
        """,
        fixture.fragments(TOTALS + "SELECT k, s FROM a WHERE s = (SELECT max(s) FROM a)", 1));
  }

  @Test
  void staysWhereItsRowsAre() {
    assertEquals(
        """
        Fragment 0 on every executor
          Union
            Read fragment 1, which runs once
            Read fragment 1, which runs once
        Fragment 1 on every executor, read in 2 places
          Aggregate FINAL by [k]: sum
            Receive from fragment 2
        Fragment 2 on every executor, sends by hash of [k]
          Aggregate PARTIAL by [k]: sum(x)
            Scan csv 't.csv' [k, x]
        """,
        fixture.fragments(TOTALS + "SELECT * FROM a UNION ALL SELECT * FROM a", 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM 't.csv' UNION ALL SELECT * FROM 't.csv'",
        "SELECT * FROM (SELECT DISTINCT k, x, s FROM 't.csv') a UNION ALL SELECT k, x, s FROM 't.csv'",
        "SELECT sum(x) FROM 't.csv' WHERE k < 5 UNION ALL SELECT sum(x) FROM 't.csv' WHERE k < 6",
        "SELECT sum(x) FROM 't.csv' UNION ALL SELECT sum(k) FROM 't.csv'",
        "SELECT sum(x) FROM 't.csv' UNION ALL SELECT sum(DISTINCT x) FROM 't.csv'",
        "SELECT sum(x) FROM 't.csv' UNION ALL SELECT sum(x) FROM read_csv('t.csv', header => false)",
        "SELECT count(*) FROM 't.csv' TABLESAMPLE SYSTEM (10) REPEATABLE (1) UNION ALL"
            + " SELECT count(*) FROM 't.csv' TABLESAMPLE SYSTEM (10) REPEATABLE (2)",
        "SELECT sum(value) FROM TABLE(range(1000)) UNION ALL SELECT sum(value) FROM TABLE(range(1001))"
      })
  void othersRunApart(String sql) {
    assertFalse(fixture.fragments(sql, 1).contains("runs once"), fixture.fragments(sql, 1));
  }

  @Test
  void thePassCanBeSwitchedOff() {
    fixture.run("SET optimizer.disabled = 'common_subplans'");
    assertFalse(
        fixture
            .fragments(TOTALS + "SELECT * FROM a UNION ALL SELECT * FROM a", 1)
            .contains("runs once"));
  }
}
