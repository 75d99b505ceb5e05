package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DATE;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.type.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When aggregates are answered without reading rows.
class FileFactsPlanTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture
        .files
        .table(
            "t",
            1_000_000,
            Field.of("d", DATE),
            Field.of("x", BIGINT),
            Field.of("f", DOUBLE),
            Field.of("year", BIGINT),
            Field.of("month", BIGINT))
        .files(
            "t",
            2,
            new FileFact.Rows(),
            new FileFact.Values(0),
            new FileFact.Least(0),
            new FileFact.Greatest(0),
            new FileFact.Values(1),
            new FileFact.Values(2),
            new FileFact.Values(3),
            new FileFact.Least(3),
            new FileFact.Greatest(3));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void wholeTablesAreNotRead() {
    assertEquals(
        """
        Fragment 0 on one executor
          Project [coalesce(count, 0) as count, min, max, coalesce(count_1, 0) as count_1]
            Aggregate SINGLE by []: sum(count(*)), min(min(d)), max(max(d)), sum(count(x))
              Scan csv 't.csv' [count(*), min(d), max(d), count(x)] of each file, unread
        """,
        fixture.fragments("SELECT count(*), min(d), max(d), count(x) FROM 't.csv'", 1));
  }

  @Test
  void partitionsGroupAndFilterFiles() {
    assertEquals(
        """
        Fragment 0 on every executor
          Aggregate FINAL by [month]: sum, max
            Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [month]
          Aggregate PARTIAL by [month]: sum(count(f)), max(max(year))
            Scan csv 't.csv' [year, month, count(f), max(year)] of each file, unread where (year > 2020)
        """,
        fixture.fragments(
            "SELECT month, count(f), max(year) FROM 't.csv' WHERE year > 2020 GROUP BY month", 2));
    assertEquals(
        """
        Fragment 0 on one executor
          Aggregate SINGLE by [year]
            Scan csv 't.csv' [year, count(*)] of each file, unread
        """,
        fixture.fragments("SELECT DISTINCT year FROM 't.csv'", 1));
  }

  @Test
  void subqueriesAreAnsweredToo() {
    var plan = fixture.fragments("SELECT x FROM 't.csv' WHERE d = (SELECT max(d) FROM 't.csv')", 1);
    assertEquals(1, plan.split("unread", -1).length - 1, plan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT max(f) FROM 't.csv'",
        "SELECT count(*), sum(x) FROM 't.csv'",
        "SELECT count(DISTINCT year) FROM 't.csv'",
        "SELECT count(*) FROM 't.csv' WHERE x > 3",
        "SELECT count(*) FROM 't.csv' WHERE x > year",
        "SELECT count(*) FROM 't.csv' GROUP BY x",
        "SELECT max(d) FILTER (WHERE year > 3) FROM 't.csv'",
        "SELECT max(year + 1) FROM 't.csv'",
        "SELECT count(*) FROM (SELECT * FROM 't.csv' LIMIT 7)",
        "SELECT count(*) FROM 't.csv' TABLESAMPLE SYSTEM (10)",
        "SELECT year, count(*) FROM 't.csv' GROUP BY ROLLUP (year)"
      })
  void otherAggregatesReadRows(String sql) {
    assertFalse(fixture.fragments(sql, 1).contains("unread"), fixture.fragments(sql, 1));
  }

  @Test
  void thePassCanBeSwitchedOff() {
    fixture.run("SET optimizer.disabled = 'file_facts'");
    assertFalse(fixture.fragments("SELECT count(*) FROM 't.csv'", 1).contains("unread"));
  }
}
