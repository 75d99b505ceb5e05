package dev.mutirao.executor.join;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.testing.AssertingSink;
import dev.mutirao.executor.testing.PipelineTester;
import dev.mutirao.executor.testing.RandomRows;
import dev.mutirao.executor.testing.RowCollector;
import dev.mutirao.executor.testing.RowSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinTest {
  private static final Type INTEGER = Type.Simple.INTEGER;
  private static final List<JoinKind> KINDS = List.of(JoinKind.values());
  private static final Type TEXT = Type.Simple.VARCHAR;

  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void everyKindJoinsEveryKeyType() {
    for (var type : RandomRows.TYPES) {
      for (var kind : KINDS) {
        var left = Schema.of(Field.of("k", type), Field.of("x", INTEGER));
        var right = Schema.of(Field.of("y", INTEGER), Field.of("k", type));
        for (double nulls : new double[] {0, 0.05}) {
          long seed = KINDS.indexOf(kind) + (long) (nulls * 100);
          assertJoins(
              new Case(
                  kind, left, right, List.of(0), List.of(1), false, -1L, seed, 60, 90, 30, nulls));
        }
      }
    }
  }

  @Test
  void randomShapesJoinAsEveryPairDoes() {
    for (int seed = 0; seed < 105; seed++) {
      var random = new Random(seed);
      var kind = KINDS.get(seed % KINDS.size());
      int keys = kind == JoinKind.NULL_AWARE_ANTI ? 1 : 1 + random.nextInt(3);
      var leftFields = new ArrayList<Field>();
      var rightFields = new ArrayList<Field>();
      for (int key = 0; key < keys; key++) {
        var type = RandomRows.TYPES.get(random.nextInt(RandomRows.TYPES.size()));
        leftFields.add(Field.of("l" + key, type));
        rightFields.addFirst(Field.of("r" + key, type));
      }
      leftFields.add(Field.of("x", INTEGER));
      rightFields.add(Field.of("y", INTEGER));
      rightFields.add(Field.of("t", TEXT));
      var leftKeys = IntStream.range(0, keys).boxed().toList();
      int count = keys;
      var rightKeys = IntStream.range(0, keys).mapToObj(key -> count - 1 - key).toList();
      long hashBits = List.of(-1L, 0L, 0x8000_0000_0000_0007L).get(random.nextInt(3));
      assertJoins(
          new Case(
              kind,
              new Schema(leftFields),
              new Schema(rightFields),
              leftKeys,
              rightKeys,
              random.nextBoolean(),
              hashBits,
              seed,
              random.nextInt(90),
              random.nextInt(4) == 0 ? 0 : random.nextInt(90),
              1 + random.nextInt(40),
              random.nextInt(2) * 0.1));
    }
  }

  @Test
  void decimalsOfDifferentWidthMeet() {
    var left = Schema.of(Field.of("k", new Type.Decimal(12, 2)), Field.of("x", INTEGER));
    var right = Schema.of(Field.of("k", new Type.Decimal(30, 2)), Field.of("y", INTEGER));
    var leftRows = List.of(List.of(new Literal(left.type(0), 150L), new Literal(INTEGER, 1L)));
    var rightRows =
        List.of(
            List.of(
                new Literal(right.type(0), java.math.BigInteger.valueOf(150)),
                new Literal(INTEGER, 2L)),
            List.of(
                new Literal(right.type(0), java.math.BigInteger.TEN.pow(25)),
                new Literal(INTEGER, 3L)));
    var node = hashNode(JoinKind.INNER, left, right, List.of(0), List.of(0));
    var joined =
        run(
            memory -> Join.hash(node, List.of(), null, memory, 10, -1L),
            left,
            leftRows,
            right,
            rightRows,
            1,
            1);
    assertEquals(1, joined.size());
    assertEquals(new Literal(INTEGER, 2L), joined.getFirst().get(3));
  }

  @Test
  void everyKindLoopsOverAnyCondition() {
    var left = Schema.of(Field.of("x", INTEGER), Field.of("t", TEXT));
    var right = Schema.of(Field.of("u", TEXT), Field.of("y", INTEGER));
    for (int seed = 0; seed < 42; seed++) {
      var kind = KINDS.get(seed % KINDS.size());
      var values = new RandomRows(seed, 12, 0.1);
      var random = new Random(seed);
      var leftRows = values.rows(left, random.nextInt(50));
      var rightRows = values.rows(right, random.nextInt(3) * 20);
      boolean cross = seed % 5 == 0;
      NaiveJoin.Condition condition = cross ? (a, b) -> true : less(0, 1);
      var node = new PlanNode.NestedLoopJoin(values(left), values(right), kind, Optional.empty());
      var selector =
          cross ? null : selector(2, less(0, 1), kind == JoinKind.NULL_AWARE_ANTI, bits(0, 3));
      var joined =
          run(
              memory -> Join.everyPair(node, kind, selector, memory, 100),
              left,
              leftRows,
              right,
              rightRows,
              1 + seed % 3,
              seed);
      assertEquals(
          counted(NaiveJoin.join(kind, left, leftRows, right, rightRows, condition)),
          counted(joined),
          () -> "kind " + kind);
    }
  }

  @Test
  void aFrequentKeyIsGivenInPieces() {
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT), Field.of("x", INTEGER));
    var rows =
        IntStream.range(0, 120)
            .mapToObj(row -> List.of(Literal.of(7L), new Literal(INTEGER, (long) row)))
            .toList();
    var node = hashNode(JoinKind.INNER, schema, schema, List.of(0), List.of(0));
    try (var state = root.newChildAllocator("join", 0, Long.MAX_VALUE)) {
      var join = Join.hash(node, List.of(), null, new OperatorMemory(root, state), 64, -1L);
      build(join, schema, rows, 1, 3);
      var result = new RowCollector();
      PipelineTester.threads(1)
          .run(new RowSource(schema, rows, root, 5), List.of(join.probe()), result);
      join.build().close();
      assertEquals(14_400, result.rows().size());
      assertTrue(result.batches() >= 14_400 / 64);
    }
  }

  @Test
  void nobodyIsGivenMoreThanWanted() {
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT));
    var rows = IntStream.range(0, 500).mapToObj(row -> List.of(Literal.of(7L))).toList();
    for (var kind : List.of(JoinKind.INNER, JoinKind.FULL)) {
      var node = hashNode(kind, schema, schema, List.of(0), List.of(0));
      try (var state = root.newChildAllocator("join", 0, Long.MAX_VALUE)) {
        var join = Join.hash(node, List.of(), null, new OperatorMemory(root, state), 64, -1L);
        build(join, schema, rows, 2, 3);
        var result = new RowCollector(100);
        PipelineTester.threads(1)
            .run(new RowSource(schema, rows, root, 5), List.of(join.probe()), result);
        join.build().close();
        assertEquals(2, result.batches());
      }
    }
  }

  @Test
  void anEmptyBuildSideEndsTheProbeAtOnce() {
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT));
    for (var kind : KINDS) {
      var node = hashNode(kind, schema, schema, List.of(0), List.of(0));
      try (var state = root.newChildAllocator("join", 0, Long.MAX_VALUE)) {
        var join = Join.hash(node, List.of(), null, new OperatorMemory(root, state), 64, -1L);
        build(join, schema, List.of(), 1, 3);
        try (var operator = join.probe().open()) {
          boolean keepsLeft =
              switch (kind) {
                case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> false;
                case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> true;
              };
          assertEquals(keepsLeft, operator.wantsMore(), () -> "kind " + kind);
        }
        join.probe().close();
        join.build().close();
      }
    }
  }

  @Test
  void moreBuildRowsThanAChunkAreFound() {
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT), Field.of("t", TEXT));
    for (long stride : new long[] {1, 1000}) {
      var rows =
          IntStream.range(0, 100_000)
              .mapToObj(row -> List.of(Literal.of(row * stride), Literal.of("t" + row % 100)))
              .toList();
      var probes =
          IntStream.range(0, 3000)
              .mapToObj(row -> List.of(Literal.of(row * 97L * stride), Literal.of("p")))
              .toList();
      for (var keys : List.of(List.of(0), List.of(1))) {
        var kind = keys.equals(List.of(0)) ? JoinKind.INNER : JoinKind.SEMI;
        var node = hashNode(kind, schema, schema, keys, keys);
        var joined =
            run(
                memory -> Join.hash(node, List.of(), null, memory, 1000, -1L),
                schema,
                probes,
                schema,
                rows,
                2,
                9);
        assertEquals(kind == JoinKind.INNER ? 1031 : 0, joined.size());
        assertTrue(joined.stream().allMatch(row -> row.get(0).equals(row.get(2))));
      }
    }
  }

  @Test
  void failuresOnEitherSideLeaveNothingBehind() {
    var schema = Schema.of(Field.of("k", TEXT));
    var rows = new RandomRows(1, 50, 0.1).rows(schema, 5000);
    var node = hashNode(JoinKind.FULL, schema, schema, List.of(0), List.of(0));
    for (boolean buildFails : new boolean[] {true, false}) {
      try (var state = root.newChildAllocator("join", 0, Long.MAX_VALUE)) {
        var join = Join.hash(node, List.of(), null, new OperatorMemory(root, state), 100, -1L);
        var failing = new RowSource(schema, rows, root, 4).failingAfter(2);
        if (buildFails) {
          assertThrows(
              RowSource.ExpectedFailure.class,
              () -> PipelineTester.threads(2).run(failing, List.of(), join.build()));
          join.probe().close();
        } else {
          build(join, schema, rows, 2, 3);
          assertThrows(
              RowSource.ExpectedFailure.class,
              () ->
                  PipelineTester.threads(2)
                      .run(failing, List.of(join.probe()), new RowCollector()));
        }
        join.build().close();
        assertEquals(0, state.getAllocatedMemory());
      }
    }
  }

  @Test
  void aFailingConditionLeavesNothingBehind() {
    var schema = Schema.of(Field.of("k", INTEGER));
    var rows = new RandomRows(1, 5, 0.1).rows(schema, 500);
    var failing =
        new JoinCondition(
            (batch, allocator, selected) -> {
              throw new RowSource.ExpectedFailure();
            },
            new BitSet());
    for (var kind : KINDS) {
      var node = hashNode(kind, schema, schema, List.of(0), List.of(0));
      assertThrows(
          RowSource.ExpectedFailure.class,
          () ->
              run(
                  memory -> Join.hash(node, List.of(), failing, memory, 100, -1L),
                  schema,
                  rows,
                  schema,
                  rows,
                  1,
                  2));
    }
  }

  @Test
  void memoryBeyondTheLimitIsRefusedAndReleased() {
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT));
    var rows =
        IntStream.range(0, 100_000).mapToObj(row -> List.of(Literal.of(row * 1000L))).toList();
    var node = hashNode(JoinKind.INNER, schema, schema, List.of(0), List.of(0));
    try (var state = root.newChildAllocator("join", 0, 2_000_000)) {
      var join = Join.hash(node, List.of(), null, new OperatorMemory(root, state), 100, -1L);
      assertThrows(OutOfMemoryException.class, () -> build(join, schema, rows, 1, 4));
      join.probe().close();
      join.build().close();
      assertEquals(0, state.getAllocatedMemory());
    }
  }

  private record Case(
      JoinKind kind,
      Schema left,
      Schema right,
      List<Integer> leftKeys,
      List<Integer> rightKeys,
      boolean residual,
      long hashBits,
      long seed,
      int leftRows,
      int rightRows,
      int distinct,
      double nulls) {}

  private void assertJoins(Case test) {
    var values = new RandomRows(test.seed(), test.distinct(), test.nulls());
    var left = values.rows(test.left(), test.leftRows());
    var right = values.rows(test.right(), test.rightRows());
    int x = test.left().size() - 1;
    int y = test.right().fields().stream().map(Field::name).toList().indexOf("y");
    var residual = less(x, y);
    var condition =
        NaiveJoin.keys(
            test.leftKeys(), test.rightKeys(), test.residual() ? residual : (a, b) -> true);
    var selector =
        test.residual()
            ? selector(test.left().size(), residual, false, bits(x, test.left().size() + y))
            : null;
    var node = hashNode(test.kind(), test.left(), test.right(), test.leftKeys(), test.rightKeys());
    int threads = (int) (1 + test.seed() % 3);
    var joined =
        run(
            memory ->
                Join.hash(
                    node,
                    List.of(),
                    selector,
                    memory,
                    test.seed() % 2 == 0 ? 33 : 8192,
                    test.hashBits()),
            test.left(),
            left,
            test.right(),
            right,
            threads,
            test.seed());
    var expected = NaiveJoin.join(test.kind(), test.left(), left, test.right(), right, condition);
    assertEquals(counted(expected), counted(joined), test::toString);
  }

  private static NaiveJoin.Condition less(int x, int y) {
    return (left, right) -> {
      var a = left.get(x);
      var b = right.get(y);
      return a.isNull() || b.isNull() ? null : (Long) a.value() < (Long) b.value();
    };
  }

  private static BitSet bits(int... set) {
    return IntStream.of(set).collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private static JoinCondition selector(
      int leftColumns, NaiveJoin.Condition condition, boolean nullMatches, BitSet used) {
    Selector selector =
        (batch, allocator, selected) -> {
          int count = 0;
          for (int row = 0; row < batch.rows(); row++) {
            var cells = Cells.row(batch, row);
            Boolean result =
                condition.apply(
                    cells.subList(0, leftColumns), cells.subList(leftColumns, cells.size()));
            if (result == null ? nullMatches : result) {
              selected[count++] = row;
            }
          }
          return count;
        };
    return new JoinCondition(selector, used);
  }

  private interface Maker {
    Join make(OperatorMemory memory);
  }

  private List<List<Literal>> run(
      Maker maker,
      Schema leftSchema,
      List<List<Literal>> left,
      Schema rightSchema,
      List<List<Literal>> right,
      int threads,
      long seed) {
    try (var state = root.newChildAllocator("join", 0, Long.MAX_VALUE)) {
      var join = maker.make(new OperatorMemory(root, state));
      try {
        build(join, rightSchema, right, threads, seed);
        var result = new RowCollector();
        PipelineTester.threads(threads)
            .run(new RowSource(leftSchema, left, root, seed + 1), List.of(join.probe()), result);
        return result.rows();
      } finally {
        join.build().close();
      }
    }
  }

  private void build(Join join, Schema schema, List<List<Literal>> rows, int threads, long seed) {
    var unclosed = new AssertingSink(join.build());
    PipelineTester.threads(threads)
        .run(new RowSource(schema, rows, root, seed), List.of(), unclosed);
    assertFalse(
        rows.isEmpty() && root.getAllocatedMemory() > 1 << 20, "an empty side takes memory");
  }

  private static PlanNode.HashJoin hashNode(
      JoinKind kind, Schema left, Schema right, List<Integer> leftKeys, List<Integer> rightKeys) {
    return new PlanNode.HashJoin(
        values(left), values(right), kind, leftKeys, rightKeys, Optional.empty());
  }

  private static PlanNode values(Schema schema) {
    return new PlanNode.Values(schema, List.of());
  }

  /// How often each row comes; -0 and NaN as they are.
  private static Map<List<Literal>, Long> counted(@Nullable List<List<Literal>> rows) {
    return rows == null ? Map.of() : rows.stream().collect(groupingBy(row -> row, counting()));
  }
}
