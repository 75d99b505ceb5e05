package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which partitions scans are told to read.
class PartitionPredicatesTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture
        .files
        .table(
            "t",
            1000,
            List.of(
                ColumnStatistics.UNKNOWN,
                partition(Literal.of(0), Literal.of(1), Literal.of(2), Literal.of(3)),
                partition(Literal.of("ab"), Literal.of("cd"), Literal.ofNull(VARCHAR))),
            Field.of("x", BIGINT),
            Field.of("n", BIGINT),
            Field.of("s", VARCHAR))
        .table("u", 10, Field.of("n", BIGINT));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ColumnStatistics partition(Literal... values) {
    return new ColumnStatistics(
        OptionalLong.of(values.length),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(values));
  }

  /// The values of the lists that the scan of `t` got for one of its columns.
  private List<List<Object>> lists(String condition, int column) {
    var lists = new ArrayList<List<Object>>();
    fixture
        .query("SELECT count(x) FROM 't.csv' WHERE " + condition, 1)
        .fragments()
        .forEach(fragment -> collect(fragment.root(), column, lists));
    return lists;
  }

  private static void collect(PlanNode node, int column, List<List<Object>> lists) {
    if (node instanceof PlanNode.Scan scan) {
      for (var predicate : scan.request().predicates()) {
        if (predicate instanceof ColumnPredicate.In(int of, var values) && of == column) {
          lists.add(
              values.stream().<Object>map(each -> Objects.requireNonNull(each.value())).toList());
        }
      }
    }
    node.inputs().forEach(input -> collect(input, column, lists));
  }

  @Test
  void functionsOfPartitionColumnsAreTriedOnEveryValue() {
    assertEquals(List.of(List.of(0L, 2L)), lists("n % 2 = 0", 1));
    assertEquals(List.of(List.of("cd")), lists("upper(s) = 'CD'", 2));
    assertEquals(List.of(List.of(1L, 3L)), lists("n = 1 OR n + 1 = 4", 1));
    assertEquals(List.of(List.of()), lists("n * 2 = 7", 1));
    assertEquals(List.of(List.of(3L)), lists("n * n > 5 AND x > 7", 1));
  }

  @Test
  void whatNullMeetsCannotBeListed() {
    assertEquals(List.of(), lists("coalesce(s, 'ab') = 'ab'", 2));
  }

  @Test
  void whatFailsOnAValueIsLeftToTheRows() {
    assertEquals(List.of(), lists("10 / n = 5", 1));
  }

  @Test
  void conditionsOnSeveralColumnsOrOnOthersAreLeftToTheRows() {
    assertEquals(List.of(), lists("n = 1 OR s = 'ab'", 1));
    assertEquals(List.of(), lists("x % 2 = 0", 0));
  }

  @Test
  void conditionsThroughJoinsReachPartitions() {
    var lists = new ArrayList<List<Object>>();
    fixture
        .query("SELECT count(*) FROM 't.csv' t JOIN 'u.csv' u ON t.n = u.n WHERE u.n IN (1, 9)", 1)
        .fragments()
        .forEach(fragment -> collect(fragment.root(), 1, lists));
    assertEquals(List.of(List.of(1L, 9L), List.of(1L)), lists);
  }
}
