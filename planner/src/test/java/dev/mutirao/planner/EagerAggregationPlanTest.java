package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When rows are aggregated before they are joined.
class EagerAggregationPlanTest {
  private static final Type MONEY = new Type.Decimal(12, 2);

  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture
        .files
        .table(
            "orders",
            5_000_000,
            List.of(
                values(5_000_000),
                values(10_000),
                ColumnStatistics.UNKNOWN,
                ColumnStatistics.UNKNOWN,
                values(3)),
            Field.of("id", BIGINT),
            Field.of("cust", BIGINT),
            Field.of("total", MONEY),
            Field.of("weight", DOUBLE),
            Field.of("kind", BIGINT))
        .table(
            "customers",
            20_000,
            List.of(values(20_000), ColumnStatistics.UNKNOWN, values(50), values(10)),
            Field.of("id", BIGINT),
            Field.of("name", VARCHAR),
            Field.of("city", BIGINT),
            Field.of("rank", BIGINT))
        .table(
            "cities",
            50,
            List.of(values(50), ColumnStatistics.UNKNOWN),
            Field.of("id", BIGINT),
            Field.of("name", VARCHAR));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ColumnStatistics values(long count) {
    return new ColumnStatistics(
        OptionalLong.of(count),
        OptionalLong.of(0),
        Optional.of(Literal.of(1)),
        Optional.of(Literal.of(count)));
  }

  @Test
  void rowsAreAggregatedBeforeTheyAreJoined() {
    assertEquals(
        """
        Fragment 0 on one executor
          Aggregate FINAL by [name]: sum, avg
            Project [name, state0$0, state0$1, state0$2, state1$0, state1$1, state1$2, state1$3, state1$4]
              HashJoin INNER [cust] = [id]
                Aggregate PARTIAL by [cust]: sum(total), avg(weight)
                  Scan csv 'orders.csv' [cust, total, weight]
                Scan csv 'customers.csv' [id, name]
        """,
        fixture.fragments(
            "SELECT c.name, sum(o.total), avg(o.weight) FROM 'orders.csv' o JOIN 'customers.csv' c"
                + " ON o.cust = c.id GROUP BY c.name",
            1));
  }

  /// One partial state per city and executor travels, not one per customer.
  @Test
  void statesAreMergedBeforeTheyTravel() {
    assertEquals(
        """
        Fragment 0 on every executor
          Aggregate FINAL by [name]: count
            Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [name]
          Aggregate INTERMEDIATE by [name]: count
            Project [name, state0$0]
              HashJoin INNER [cust] = [id]
                Aggregate PARTIAL by [cust]: count(*)
                  Scan csv 'orders.csv' [cust]
                HashJoin INNER [city] = [id]
                  Scan csv 'customers.csv' [id, city], whole on each
                  Scan csv 'cities.csv' [id, name], whole on each
        """,
        fixture.fragments(
            "SELECT t.name, count(*) FROM 'orders.csv' o, 'customers.csv' c, 'cities.csv' t"
                + " WHERE o.cust = c.id AND c.city = t.id GROUP BY t.name",
            2));
  }

  @Test
  void keysFiltersAndConditionsAreKept() {
    assertEquals(
        """
        Fragment 0 on one executor
          Aggregate FINAL by [kind, name]: sum
            Project [kind, name, state0$0, state0$1, state0$2, state0$3]
              HashJoin INNER [cust] = [id] and (kind <> rank)
                Aggregate PARTIAL by [cust, kind]: sum($f2) where $f3
                  Project [cust, kind, (total * 2) as $f2, coalesce((total > 5.00), false) as $f3]
                    Scan csv 'orders.csv' [cust, total, kind]
                Scan csv 'customers.csv' [id, name, rank]
        """,
        fixture.fragments(
            "SELECT o.kind, c.name, sum(o.total * 2) FILTER (WHERE o.total > 5) FROM 'orders.csv' o"
                + " JOIN 'customers.csv' c ON o.cust = c.id AND o.kind <> c.rank"
                + " GROUP BY o.kind, c.name",
            1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT c.name, sum(o.total) FROM 'orders.csv' o LEFT JOIN 'customers.csv' c ON o.cust ="
            + " c.id GROUP BY c.name",
        "SELECT c.name, count(*) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust = c.id"
            + " GROUP BY c.name",
        "SELECT o.kind, count(*) FROM 'orders.csv' o JOIN 'orders.csv' p ON o.kind = p.kind"
            + " GROUP BY o.kind",
        "SELECT c.name, sum(CAST(o.total AS DECIMAL(20, 4)) + 1) FROM 'orders.csv' o JOIN"
            + " 'customers.csv' c ON o.cust = c.id GROUP BY c.name"
      })
  void theseAreAggregatedBefore(String sql) {
    assertTrue(fixture.fragments(sql, 1).contains("PARTIAL"), fixture.fragments(sql, 1));
  }

  /// Too many groups, few rows, NULLs of an outer join, arguments of both sides or that may fail,
  /// states that are large, keys that are equal and not the same.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT c.name, sum(o.total) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.id = c.id"
            + " GROUP BY c.name",
        "SELECT t.name, count(*) FROM 'customers.csv' c JOIN 'cities.csv' t ON c.city = t.id"
            + " GROUP BY t.name",
        "SELECT c.name, count(o.total) FROM 'customers.csv' c LEFT JOIN 'orders.csv' o ON o.cust ="
            + " c.id GROUP BY c.name",
        "SELECT c.name, sum(o.total + c.rank) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust"
            + " = c.id GROUP BY c.name",
        "SELECT c.name, sum(o.total), max(c.rank) FROM 'orders.csv' o JOIN 'customers.csv' c ON"
            + " o.cust = c.id GROUP BY c.name",
        "SELECT c.name, sum(o.kind + 1) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust = c.id"
            + " GROUP BY c.name",
        "SELECT c.name, sum(1 / o.total) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust ="
            + " c.id GROUP BY c.name",
        "SELECT c.name, median(o.total) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust = c.id"
            + " GROUP BY c.name",
        "SELECT c.name, count(DISTINCT o.kind) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust"
            + " = c.id GROUP BY c.name",
        "SELECT o.weight, count(*) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust = c.id"
            + " GROUP BY o.weight",
        "SELECT c.city, sum(o.total) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust = c.id"
            + " WHERE c.id < 20 GROUP BY c.city",
        "SELECT c.name, sum(o.total) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust = c.id"
            + " GROUP BY ROLLUP (c.name)"
      })
  void theseAreNot(String sql) {
    assertFalse(fixture.fragments(sql, 1).contains("PARTIAL"), fixture.fragments(sql, 1));
  }

  @Test
  void thePassCanBeSwitchedOff() {
    fixture.run("SET optimizer.disabled = 'eager_aggregation'");
    assertFalse(
        fixture
            .fragments(
                "SELECT c.name, sum(o.total) FROM 'orders.csv' o JOIN 'customers.csv' c ON o.cust ="
                    + " c.id GROUP BY c.name",
                1)
            .contains("PARTIAL"));
  }
}
