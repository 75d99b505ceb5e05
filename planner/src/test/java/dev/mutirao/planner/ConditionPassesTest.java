package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which conditions scans get that the statement says of other tables, or only inside an OR; and
/// what stays with the passes left out.
class ConditionPassesTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture
        .files
        .table("a", 1_000_000, columns(), Field.of("x", BIGINT), Field.of("y", BIGINT))
        .table("b", 1_000, columns(), Field.of("x", BIGINT), Field.of("z", BIGINT))
        .table("c", 100, columns(), Field.of("x", BIGINT), Field.of("t", VARCHAR))
        .table("d", 100, columns(), Field.of("x", INTEGER), Field.of("t", VARCHAR));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<ColumnStatistics> columns() {
    var thousand =
        new ColumnStatistics(
            OptionalLong.of(1000),
            OptionalLong.empty(),
            Optional.of(Literal.of(0)),
            Optional.of(Literal.of(999)));
    return List.of(thousand, ColumnStatistics.UNKNOWN);
  }

  /// Scans of the plan, in alphabetical order.
  private void assertScans(String sql, String... expected) {
    assertEquals(List.of(expected), scans(sql), sql);
  }

  private List<String> scans(String sql) {
    return fixture
        .fragments(sql, 1)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("Scan"))
        .map(line -> line.substring("Scan csv ".length()))
        .sorted()
        .toList();
  }

  @Test
  void equalColumnsShareConditions() {
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE a.x > 500",
        "'a.csv' [x] where (x > 500)",
        "'b.csv' [x] where (x > 500)");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE b.x IN (1, 2, 3)",
        "'a.csv' [x] where x IN (1, 2, 3)",
        "'b.csv' [x] where x IN (1, 2, 3)");
  }

  @Test
  void conditionsTravelThroughSeveralJoins() {
    for (var from :
        List.of(
            "'a.csv' a JOIN 'b.csv' b ON a.x = b.x JOIN 'c.csv' c ON b.x = c.x",
            "'c.csv' c JOIN 'b.csv' b ON c.x = b.x JOIN 'a.csv' a ON b.x = a.x")) {
      for (var table : List.of("a", "b", "c")) {
        assertScans(
            "SELECT count(*) FROM " + from + " WHERE " + table + ".x = 7",
            "'a.csv' [x] where (x = 7)",
            "'b.csv' [x] where (x = 7)",
            "'c.csv' [x] where (x = 7)");
      }
    }
  }

  @Test
  void anOrOverTwoTablesLimitsEach() {
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x"
            + " WHERE (a.y = 1 AND b.z = 2) OR (a.y = 3 AND b.z = 4)",
        "'a.csv' [x, y] where y IN (1, 3)",
        "'b.csv' [x, z] where z IN (2, 4)");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE a.y = 1 OR b.z = 4",
        "'a.csv' [x, y]",
        "'b.csv' [x, z]");
  }

  @Test
  void outerJoinsAreFilteredOnTheSideThatMayBeMissing() {
    assertScans(
        "SELECT count(*) FROM 'a.csv' a LEFT JOIN 'b.csv' b ON a.x = b.x WHERE a.x < 10",
        "'a.csv' [x] where (x < 10)",
        "'b.csv' [x] where (x < 10)");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a LEFT JOIN 'b.csv' b ON a.x = b.x AND b.x < 10",
        "'a.csv' [x]",
        "'b.csv' [x] where (x < 10)");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a FULL JOIN 'b.csv' b ON a.x = b.x AND a.x < 10",
        "'a.csv' [x]",
        "'b.csv' [x]");
  }

  @Test
  void semiJoinsShareConditionsAndAntiJoinsGiveThemToTheRightOnly() {
    assertScans(
        "SELECT count(*) FROM 'a.csv' WHERE x IN (SELECT x FROM 'b.csv' WHERE x < 10)",
        "'a.csv' [x] where (x < 10)",
        "'b.csv' [x] where (x < 10)");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a"
            + " WHERE NOT EXISTS (SELECT * FROM 'b.csv' b WHERE b.x = a.x AND b.x < 10)",
        "'a.csv' [x]",
        "'b.csv' [x] where (x < 10)");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a"
            + " WHERE a.x < 10 AND NOT EXISTS (SELECT * FROM 'b.csv' b WHERE b.x = a.x)",
        "'a.csv' [x] where (x < 10)",
        "'b.csv' [x] where (x < 10)");
  }

  @Test
  void whatCannotHelpIsNotDerived() {
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE a.x > -5",
        "'a.csv' [x] where (x > -5)",
        "'b.csv' [x]");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE a.x > 500 AND b.x > 500",
        "'a.csv' [x] where (x > 500)",
        "'b.csv' [x] where (x > 500)");
  }

  @Test
  void whatMayFailIsAskedOfNoOtherRow() {
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE 10 / a.x > 2",
        "'a.csv' [x] where ((10 / x) > 2)",
        "'b.csv' [x]");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'd.csv' d ON a.x = d.x WHERE d.x > 500",
        "'a.csv' [x]",
        "'d.csv' [x] where (x > 500)");
  }

  @Test
  void whatAllBranchesAskForJoinsByHashing() {
    var sql =
        "SELECT count(*) FROM 'a.csv' a, 'b.csv' b"
            + " WHERE (a.x = b.x AND a.y < b.z) OR (a.x = b.x AND a.y > 2 * b.z)";
    assertEquals(
        """
        Fragment 0 on one executor
          Aggregate SINGLE by []: count(*)
            HashJoin INNER [x] = [x] and ((y < z) OR (y > (2 * z)))
              Scan csv 'a.csv' [x, y]
              Scan csv 'b.csv' [x, z]
        """,
        fixture.fragments(sql, 1));
    fixture.run("SET optimizer.disabled = 'common_factors'");
    assertEquals(
        """
        Fragment 0 on one executor
          Aggregate SINGLE by []: count(*)
            NestedLoopJoin INNER on (((x = x) AND (y < z)) OR ((x = x) AND (y > (2 * z))))
              Scan csv 'a.csv' [x, y]
              Scan csv 'b.csv' [x, z]
        """,
        fixture.fragments(sql, 1));
  }

  @Test
  void branchesThatAreAllFalseGiveNothing() {
    fixture.run("SET optimizer.disabled = 'constant_folding'");
    assertEquals(
        """
        Fragment 0 on one executor
          Values 0 rows
        """,
        fixture.fragments("SELECT x FROM 'a.csv' WHERE false OR false", 1));
  }

  @Test
  void derivingCanBeSwitchedOff() {
    fixture.run("SET optimizer.disabled = 'derived_conditions'");
    assertScans(
        "SELECT count(*) FROM 'a.csv' a JOIN 'b.csv' b ON a.x = b.x WHERE a.x > 500",
        "'a.csv' [x] where (x > 500)",
        "'b.csv' [x]");
  }
}
