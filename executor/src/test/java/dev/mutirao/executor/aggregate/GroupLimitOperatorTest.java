package dev.mutirao.executor.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.testing.AssertingSink;
import dev.mutirao.executor.testing.LiteralOrder;
import dev.mutirao.executor.testing.PipelineTester;
import dev.mutirao.executor.testing.RandomRows;
import dev.mutirao.executor.testing.RowCollector;
import dev.mutirao.executor.testing.RowSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupLimitOperatorTest {
  private static final GroupLimitOperator.Limits DEFAULT = GroupLimitOperator.Limits.DEFAULT;
  private static final long ALL_BITS = -1;

  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void keepsEveryRowThatIsAmongTheFirstOfItsGroup() {
    var limits =
        List.of(DEFAULT, new GroupLimitOperator.Limits(2_000, 3, 1 << 16, 8 << 20, 64 << 20));
    for (int seed = 0; seed < 120; seed++) {
      var random = new Random(seed);
      int keyCount = random.nextInt(3);
      var fields = new ArrayList<Field>();
      for (int column = 0; column <= keyCount; column++) {
        fields.add(Field.of("c" + column, type(random)));
      }
      fields.add(Field.of("id", Type.Simple.BIGINT));
      var schema = new Schema(fields);
      var values = new RandomRows(seed, 1 + random.nextInt(60), random.nextInt(3) * 0.2);
      var rows = numbered(values.rows(schema.select(range(keyCount + 1)), random.nextInt(6_000)));
      var order = new SortKey(keyCount, random.nextBoolean(), random.nextBoolean());
      int count = List.of(1, 2, 3, 40, PlanNode.GroupLimit.MAX_COUNT).get(random.nextInt(5));
      var given =
          run(
              node(schema, range(keyCount), order, count),
              rows,
              limits.get(seed % 2),
              seed % 3 == 0 ? 0 : ALL_BITS,
              1 + seed % 3,
              seed);
      assertHasFirst(rows, given, range(keyCount), order, count);
    }
  }

  @Test
  void leavesMostRowsOut() {
    var rows = spread(5, 60_000, 40);
    var order = new SortKey(1, true, false);
    var given = run(node(NUMBERS, List.of(0), order, 3), rows, DEFAULT, ALL_BITS, 1, 1);
    assertEquals(40 * 3, given.size());
    assertHasFirst(rows, given, List.of(0), order, 3);
    var first = run(node(NUMBERS, List.of(), order, 3), rows, DEFAULT, ALL_BITS, 1, 1);
    assertEquals(3, first.size());
  }

  @Test
  void leavesRowsOutByDecimalsOf128Bits() {
    var type = new Type.Decimal(38, 2);
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT), Field.of("x", type));
    var random = new Random(8);
    var rows =
        IntStream.range(0, 20_000)
            .mapToObj(row ->
                List.of(
                    Literal.of((long) random.nextInt(10)),
                    new Literal(type, BigInteger.valueOf(random.nextLong()))))
            .toList();
    var order = new SortKey(1, true, false);
    var given = run(node(schema, List.of(0), order, 2), rows, DEFAULT, ALL_BITS, 1, 1);
    assertEquals(10 * 2, given.size());
    assertHasFirst(rows, given, List.of(0), order, 2);
  }

  @Test
  void aFailingSourceLeavesNothingBehind() {
    var rows = new RandomRows(1, 50, 0.1).rows(NUMBERS, 20_000);
    var node = node(NUMBERS, List.of(0), new SortKey(1, true, false), 2);
    try (var state = root.newChildAllocator("limit", 0, Long.MAX_VALUE)) {
      var source = new RowSource(NUMBERS, rows, root, 4).failingAfter(3);
      var operator =
          GroupLimitOperator.factory(node, new OperatorMemory(root, state), 100, DEFAULT, ALL_BITS);
      assertThrows(
          RowSource.ExpectedFailure.class,
          () ->
              PipelineTester.threads(2)
                  .run(source, List.of(operator), new AssertingSink(new RowCollector())));
    }
  }

  @Test
  void givesRowsAwayBeforeTheyAreTooMany() {
    var rows = spread(6, 20_000, 500);
    var few = new GroupLimitOperator.Limits(10_000, 1 << 20, 1 << 16, 8 << 20, 64 << 20);
    var order = new SortKey(1, false, false);
    var given = run(node(NUMBERS, List.of(0), order, 2), rows, few, ALL_BITS, 1, 1);
    assertTrue(given.size() > 1_000 && given.size() < 10_000, () -> "rows: " + given.size());
    assertHasFirst(rows, given, List.of(0), order, 2);
  }

  @Test
  void givesUpWhereEachRowIsBetterThanThoseBefore() {
    var rows =
        IntStream.range(0, 30_000)
            .mapToObj(row -> List.of(Literal.of((long) row % 7), Literal.of((double) row)))
            .toList();
    var soon = new GroupLimitOperator.Limits(32 << 20, 1 << 20, 4_000, 8 << 20, 64 << 20);
    var order = new SortKey(1, true, false);
    var given = run(node(NUMBERS, List.of(0), order, 2), rows, soon, ALL_BITS, 1, 1);
    assertTrue(given.size() > 20_000, () -> "rows: " + given.size());
    assertHasFirst(rows, given, List.of(0), order, 2);
  }

  @Test
  void givesUpWhereGroupsAreTooManyForItsMemory() {
    var rows =
        IntStream.range(0, 30_000)
            .mapToObj(row -> List.of(Literal.of((long) row), Literal.of((double) row)))
            .toList();
    var order = new SortKey(1, true, false);
    var small = new GroupLimitOperator.Limits(32 << 20, 1 << 20, 1 << 10, 50_000, 64 << 20);
    assertEquals(
        rows.size(), run(node(NUMBERS, List.of(0), order, 2), rows, small, ALL_BITS, 1, 1).size());
  }

  @Test
  void givesUpWhereThereIsNoMemory() {
    var rows = spread(7, 40_000, 9_000);
    var order = new SortKey(1, true, false);
    var node = node(NUMBERS, List.of(0), order, 2);
    for (int bytes : new int[] {0, 20_000, 300_000, 600_000}) {
      var given = run(node, rows, DEFAULT, ALL_BITS, 1, bytes, bytes);
      assertTrue(given.size() > 18_000, () -> bytes + " bytes, rows: " + given.size());
      assertHasFirst(rows, given, List.of(0), order, 2);
    }
    var schema = Schema.of(Field.of("k", Type.Simple.VARCHAR), Field.of("x", Type.Simple.DOUBLE));
    var texts =
        rows.stream()
            .map(row -> List.of(Literal.of("key " + row.getFirst()), row.getLast()))
            .toList();
    for (int bytes : new int[] {0, 20_000, 300_000, 600_000}) {
      var given = run(node(schema, List.of(0), order, 2), texts, DEFAULT, ALL_BITS, 1, 1, bytes);
      assertHasFirst(texts, given, List.of(0), order, 2);
    }
  }

  private static final Schema NUMBERS =
      Schema.of(Field.of("k", Type.Simple.BIGINT), Field.of("x", Type.Simple.DOUBLE));

  /// Numbers at random, in so many groups.
  private static List<List<Literal>> spread(long seed, int count, int groups) {
    var random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(row ->
            List.of(Literal.of((long) random.nextInt(groups)), Literal.of(random.nextDouble())))
        .toList();
  }

  private static Type type(Random random) {
    return RandomRows.TYPES.get(random.nextInt(RandomRows.TYPES.size()));
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private static List<List<Literal>> numbered(List<List<Literal>> rows) {
    var numbered = new ArrayList<List<Literal>>();
    for (var row : rows) {
      var longer = new ArrayList<>(row);
      longer.add(Literal.of((long) numbered.size()));
      numbered.add(List.copyOf(longer));
    }
    return numbered;
  }

  private static PlanNode.GroupLimit node(
      Schema schema, List<Integer> keys, SortKey order, int count) {
    return new PlanNode.GroupLimit(
        new PlanNode.Values(schema, List.of()), keys, List.of(order), count);
  }

  /// Whether only rows came that there were, each once, and among them all whose rank is at most
  /// `count`.
  private static void assertHasFirst(
      List<List<Literal>> rows,
      List<List<Literal>> given,
      List<Integer> keys,
      SortKey order,
      int count) {
    var distinct = new HashSet<>(given);
    assertEquals(distinct.size(), given.size());
    assertTrue(new HashSet<>(rows).containsAll(distinct));
    var comparator = LiteralOrder.of(List.of(order));
    var groups = new HashMap<List<Literal>, List<List<Literal>>>();
    for (var row : rows) {
      var key = keys.stream().map(column -> canonical(row.get(column))).toList();
      groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(row);
    }
    for (var group : groups.values()) {
      var sorted = group.stream().sorted(Comparator.comparing(row -> row, comparator)).toList();
      for (int i = 0; i < sorted.size(); i++) {
        var last = sorted.get(Math.min(i, count - 1));
        if (comparator.compare(sorted.get(i), last) == 0) {
          assertTrue(distinct.contains(sorted.get(i)), "without " + sorted.get(i));
        }
      }
    }
  }

  /// -0 is 0.
  private static Literal canonical(Literal literal) {
    return literal.value() instanceof Double value
        ? new Literal(literal.type(), value + 0.0)
        : literal;
  }

  private List<List<Literal>> run(
      PlanNode.GroupLimit node,
      List<List<Literal>> rows,
      GroupLimitOperator.Limits limits,
      long hashMask,
      int threads,
      long seed) {
    return run(node, rows, limits, hashMask, threads, seed, Long.MAX_VALUE);
  }

  private List<List<Literal>> run(
      PlanNode.GroupLimit node,
      List<List<Literal>> rows,
      GroupLimitOperator.Limits limits,
      long hashMask,
      int threads,
      long seed,
      long bytes) {
    try (BufferAllocator state = root.newChildAllocator("limit", 0, bytes)) {
      var memory = new OperatorMemory(root, state);
      var result = new RowCollector();
      PipelineTester.threads(threads)
          .run(
              new RowSource(node.output(), rows, root, seed),
              List.of(GroupLimitOperator.factory(node, memory, 100, limits, hashMask)),
              new AssertingSink(result));
      assertEquals(0, state.getAllocatedMemory());
      return result.rows();
    }
  }
}
