package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DATE;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which joins tell their keys to which scans.
class DynamicFiltersPlanTest {
  private static final Type MONEY = new Type.Decimal(12, 2);

  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture
        .files
        .table(
            "big",
            10_000_000,
            Field.of("k", BIGINT),
            Field.of("i", INTEGER),
            Field.of("d", DATE),
            Field.of("s", VARCHAR),
            Field.of("f", DOUBLE),
            Field.of("m", MONEY))
        .table(
            "small",
            10_000,
            Field.of("k", BIGINT),
            Field.of("i", INTEGER),
            Field.of("d", DATE),
            Field.of("s", VARCHAR),
            Field.of("f", DOUBLE),
            Field.of("m", MONEY))
        .table("other", 2_000_000, Field.of("k", BIGINT), Field.of("i", INTEGER));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String fragments(String sql) {
    return fixture.fragmentsWithFilters(sql, 1);
  }

  /// The lines of the plan that name a filter, as they are indented.
  private List<String> filters(String sql) {
    return fragments(sql)
        .lines()
        .filter(line -> line.contains(", filter "))
        .map(String::strip)
        .toList();
  }

  @Test
  void theScanOfTheProbingSideHasTheFilterOfTheJoin() {
    assertEquals(
        """
        Fragment 0 on one executor
          Project [f]
            HashJoin INNER [k] = [k], filter 0 of k
              Scan csv 'big.csv' [k, f], filter 0 on k
              Project [k]
                Scan csv 'small.csv' [k, i] where (i = 3)
        """,
        fragments("SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k WHERE s.i = 3"));
  }

  @Test
  void thePassCanBeSwitchedOff() {
    fixture.run("SET optimizer.disabled = 'dynamic_filters'");
    assertEquals(List.of(), filters("SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT b.f FROM 'big.csv' b WHERE b.k IN (SELECT k FROM 'small.csv')",
        "SELECT b.f FROM 'big.csv' b WHERE EXISTS (SELECT 1 FROM 'small.csv' s WHERE s.k = b.k)",
        "SELECT b.f, s.s FROM 'big.csv' b RIGHT JOIN 'small.csv' s ON b.k = s.k",
        "SELECT s.s, b.f FROM 'small.csv' s LEFT JOIN 'big.csv' b ON b.k = s.k",
        "SELECT s.s FROM 'small.csv' s WHERE s.k IN (SELECT k FROM 'big.csv')",
        "SELECT s.s FROM 'small.csv' s WHERE NOT EXISTS (SELECT 1 FROM 'big.csv' b WHERE b.k ="
            + " s.k)",
        "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.i = s.k",
        "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.d = s.d",
        "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.s = s.s",
        "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k AND b.f < s.f",
        "SELECT b.m + b.m FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k WHERE b.f > 0.5e0 AND"
            + " b.s LIKE 'a%'",
      })
  void rowsWithoutPartnerAreLeftOut(String sql) {
    var lines = filters(sql);
    assertEquals(2, lines.size(), () -> fragments(sql));
    assertTrue(lines.getFirst().startsWith("HashJoin "), () -> fragments(sql));
    assertTrue(lines.getLast().startsWith("Scan csv 'big.csv'"), () -> fragments(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT b.f FROM 'big.csv' b LEFT JOIN 'small.csv' s ON b.k = s.k WHERE s.k IS NULL",
        "SELECT b.f, s.s FROM 'big.csv' b LEFT JOIN 'small.csv' s ON b.k = s.k",
        "SELECT b.f, s.s FROM 'big.csv' b FULL JOIN 'small.csv' s ON b.k = s.k",
        "SELECT b.f FROM 'big.csv' b WHERE b.k NOT IN (SELECT k FROM 'small.csv')",
        "SELECT b.f FROM 'big.csv' b WHERE NOT EXISTS (SELECT 1 FROM 'small.csv' s WHERE s.k ="
            + " b.k)",
      })
  void rowsWithoutPartnerThatAreWantedStay(String sql) {
    assertEquals(List.of(), filters(sql), () -> fragments(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT b.k FROM 'big.csv' b JOIN 'small.csv' s ON b.f = s.f",
        "SELECT b.k FROM 'big.csv' b JOIN 'small.csv' s ON b.m = s.m",
        "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k + 1 = s.k",
        "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k IS NOT DISTINCT FROM s.k",
      })
  void keysThatAreNotComparedAsTheyLieInAColumnMakeNoFilter(String sql) {
    assertEquals(List.of(), filters(sql), () -> fragments(sql));
  }

  @Test
  void aFilterDoesNotPassALimit() {
    assertEquals(
        List.of(),
        filters(
            "SELECT b.f FROM (SELECT * FROM 'big.csv' LIMIT 1000000) b JOIN 'small.csv' s ON b.k ="
                + " s.k WHERE s.i = 1"));
  }

  @Test
  void aSampleIsTakenOfAllRows() {
    assertEquals(
        List.of(),
        filters(
            "SELECT b.f FROM 'big.csv' b TABLESAMPLE BERNOULLI (50) JOIN 'small.csv' s ON b.k ="
                + " s.k"));
  }

  @Test
  void whetherAConditionFailsDoesNotDependOnAFilter() {
    assertEquals(
        List.of(),
        filters("SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k WHERE 10 / b.i > 1"));
    assertEquals(
        List.of(),
        filters(
            "SELECT * FROM (SELECT k, CAST(s AS INTEGER) AS n FROM 'big.csv') b JOIN 'small.csv' s"
                + " ON b.k = s.k"));
    assertEquals(
        List.of(),
        filters("SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k WHERE 'a' LIKE b.s"));
  }

  @Test
  void aColumnOfNoMoreValuesThanTheBuildSideHasRowsIsNotFiltered() {
    var few =
        new ColumnStatistics(
            OptionalLong.of(10_000), OptionalLong.of(0), Optional.empty(), Optional.empty());
    fixture.files.table("fact", 10_000_000, List.of(few), Field.of("k", BIGINT));
    assertEquals(
        List.of(), filters("SELECT f.k FROM 'fact.csv' f JOIN 'small.csv' s ON f.k = s.k"));
    assertEquals(
        2,
        filters("SELECT f.k FROM 'fact.csv' f JOIN 'small.csv' s ON f.k = s.k WHERE s.i > 0")
            .size());
  }

  @Test
  void aJoinWithAllKeysMakesNoFilter() {
    assertEquals(List.of(), filters("SELECT b.f FROM 'big.csv' b JOIN 'other.csv' o ON b.k = o.k"));
  }

  @Test
  void everyKeyThatIsAColumnMakesAFilter() {
    assertEquals(
        """
        Fragment 0 on one executor
          Project [f]
            HashJoin INNER [k, i] = [k, i], filter 1 of k, filter 2 of i
              Scan csv 'other.csv' [k, i], filter 1 on k, filter 2 on i
              HashJoin INNER [k] = [k], filter 0 of k
                Scan csv 'big.csv' [k, i, f], filter 0 on k
                Project [k]
                  Scan csv 'small.csv' [k, s] where (s = 'x')
        """,
        fragments(
            "SELECT b.f FROM 'big.csv' b JOIN 'other.csv' o ON b.k = o.k AND b.i = o.i JOIN"
                + " 'small.csv' s ON b.k = s.k WHERE s.s = 'x'"));
  }

  @Test
  void aFilterGoesToBothSidesOfAJoinBelowOnEqualColumns() {
    fixture.run("SET optimizer.disabled = 'join_order'");
    assertEquals(
        List.of(
            "HashJoin INNER [k] = [k], filter 0 of k",
            "Scan csv 'big.csv' [k, f], filter 0 on k",
            "Scan csv 'other.csv' [k], filter 0 on k"),
        filters(
            "SELECT b.f FROM 'big.csv' b JOIN 'other.csv' o ON b.k = o.k JOIN 'small.csv' s ON b.k"
                + " = s.k"));
  }

  @Test
  void theLeftSideOfAJoinBelowGetsWhatItsRightSideIsLeftWith() {
    fixture.run("SET optimizer.disabled = 'join_order'");
    assertEquals(
        List.of(
            "HashJoin INNER [k] = [k], filter 2 of k",
            "HashJoin INNER [i, k] = [i, k], filter 0 of i, filter 1 of k",
            "Scan csv 'big.csv' [k, i, f] where (i < 10), filter 0 on i, filter 1 on k",
            "Scan csv 'other.csv' [k, i] where (i < 10), filter 2 on k"),
        filters(
            "SELECT b.f FROM 'big.csv' b JOIN 'other.csv' o ON b.i = o.i AND b.k = o.k AND o.i < 10"
                + " JOIN 'small.csv' s ON o.k = s.k"));
  }

  @Test
  void bothInputsOfAUnionAreFiltered() {
    assertEquals(
        List.of(
            "HashJoin INNER [k] = [k], filter 0 of k",
            "Scan csv 'big.csv' [k], filter 0 on k",
            "Scan csv 'other.csv' [k], filter 0 on k"),
        filters(
            "SELECT u.k FROM (SELECT k FROM 'big.csv' UNION ALL SELECT k FROM 'other.csv') u JOIN"
                + " 'small.csv' s ON u.k = s.k"));
  }

  @Test
  void aFilterStaysInItsFragment() {
    fixture.run("SET optimizer.broadcast_rows = 0");
    var spread =
        fixture.fragmentsWithFilters(
            "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k", 3);
    assertFalse(spread.contains(", filter "), spread);
    fixture.run("SET optimizer.broadcast_rows = 100000");
    var broadcast =
        fixture.fragmentsWithFilters(
            "SELECT b.f FROM 'big.csv' b JOIN 'small.csv' s ON b.k = s.k", 3);
    assertTrue(broadcast.contains("Scan csv 'big.csv' [k, f], filter 0 on k"), broadcast);
  }
}
