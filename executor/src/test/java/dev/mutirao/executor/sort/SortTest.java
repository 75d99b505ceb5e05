package dev.mutirao.executor.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.testing.AssertingSink;
import dev.mutirao.executor.testing.LiteralOrder;
import dev.mutirao.executor.testing.PipelineTester;
import dev.mutirao.executor.testing.RandomRows;
import dev.mutirao.executor.testing.RowCollector;
import dev.mutirao.executor.testing.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SortTest {
  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void everyTypeComesInOrderWithNullsWhereTheKeySays() {
    for (var type : RandomRows.TYPES) {
      for (int variant = 0; variant < 4; variant++) {
        var key = new SortKey(0, variant % 2 == 1, variant / 2 == 1);
        var schema = Schema.of(Field.of("k", type), Field.of("other", Type.Simple.INTEGER));
        for (int count : new int[] {0, 1, 30, 600}) {
          var rows = new RandomRows(7 + count, 40, 0.1).rows(schema, count);
          assertSorted(schema, rows, List.of(key), 1 + count % 3, variant);
        }
      }
    }
  }

  @Test
  void severalKeysDecideOneAfterTheOther() {
    for (int seed = 0; seed < 30; seed++) {
      var random = new Random(seed);
      var fields = new ArrayList<Field>();
      for (int column = 0; column < 4; column++) {
        fields.add(
            Field.of("c" + column, RandomRows.TYPES.get(random.nextInt(RandomRows.TYPES.size()))));
      }
      var schema = new Schema(fields);
      var keys =
          IntStream.range(0, 3)
              .mapToObj(
                  column -> new SortKey(3 - column, random.nextBoolean(), random.nextBoolean()))
              .toList();
      var rows =
          new RandomRows(seed, 1 + random.nextInt(10), random.nextInt(2) * 0.3).rows(schema, 2000);
      assertSorted(schema, rows, keys, 1 + random.nextInt(4), seed);
    }
  }

  @Test
  void allNullsAreInOrder() {
    for (var type : RandomRows.TYPES) {
      var schema = Schema.of(Field.of("k", type));
      assertSorted(
          schema,
          new RandomRows(1, 5, 1).rows(schema, 500),
          List.of(new SortKey(0, false, false)),
          2,
          3);
    }
  }

  @Test
  void longTextsThatShareTheirBeginningAreTold() {
    var schema = Schema.of(Field.of("k", Type.Simple.VARCHAR));
    var random = new Random(3);
    var rows =
        IntStream.range(0, 3000)
            .mapToObj(
                row -> List.of(Literal.of("x".repeat(random.nextInt(60)) + random.nextInt(3))))
            .toList();
    assertSorted(schema, rows, List.of(new SortKey(0, false, false)), 2, 5);
    assertSorted(schema, rows, List.of(new SortKey(0, true, true)), 2, 5);
  }

  @Test
  void equalTextsOfAnyLengthAreNoDanger() {
    var schema = Schema.of(Field.of("k", Type.Simple.VARCHAR));
    var text = "y".repeat(300_000);
    var rows = IntStream.range(0, 50).mapToObj(row -> List.of(Literal.of(text + row % 2))).toList();
    assertSorted(schema, rows, List.of(new SortKey(0, false, false)), 1, 2);
  }

  @Test
  void moreRowsThanAChunkComeInOrder() {
    var schema = Schema.of(Field.of("k", Type.Simple.INTEGER), Field.of("t", Type.Simple.VARCHAR));
    var rows = new RandomRows(11, 1000, 0.01).rows(schema, 150_000);
    assertSorted(
        schema, rows, List.of(new SortKey(0, true, false), new SortKey(1, false, true)), 2, 2);
  }

  @Test
  void topNGivesTheFirstRowsOfATotalOrder() {
    for (int seed = 0; seed < 24; seed++) {
      var random = new Random(seed);
      var type = RandomRows.TYPES.get(random.nextInt(RandomRows.TYPES.size()));
      var schema = Schema.of(Field.of("k", type), Field.of("id", Type.Simple.BIGINT));
      var values = new RandomRows(seed, 1 + random.nextInt(500), 0.05);
      int count = random.nextInt(3) == 0 ? 20_000 : random.nextInt(3000);
      var rows =
          IntStream.range(0, count)
              .mapToObj(row -> List.of(values.value(type), Literal.of((long) row * 7919 % 100_003)))
              .toList();
      long offset = random.nextInt(3) * 5L;
      long limit = List.of(0L, 1L, 10L, 6000L, 50_000L).get(random.nextInt(5));
      var keys =
          List.of(
              new SortKey(0, random.nextBoolean(), random.nextBoolean()),
              new SortKey(1, false, false));
      var expected = rows.stream().sorted(LiteralOrder.of(keys)).skip(offset).limit(limit).toList();
      var node = new PlanNode.TopN(new PlanNode.Values(schema, List.of()), keys, offset, limit);
      assertEquals(
          expected,
          run(schema, rows, memory -> Sorting.topN(node, memory, 100), 1 + seed % 3, seed));
    }
  }

  @Test
  void topNTakesBatchesWithNullsAndBatchesWithout() {
    for (var type : List.of(Type.Simple.BIGINT, Type.Simple.INTEGER, Type.Simple.DOUBLE)) {
      for (int variant = 0; variant < 16; variant++) {
        int seed = variant;
        var key = new SortKey(0, variant % 2 == 1, variant / 2 % 2 == 1);
        boolean rising = variant / 4 % 2 == 1;
        int nullsFrom = variant / 8 == 0 ? 0 : 40_000;
        var schema = Schema.of(Field.of("k", type), Field.of("id", Type.Simple.BIGINT));
        var rows =
            IntStream.range(0, 60_000)
                .mapToObj(row ->
                    List.of(
                        row >= nullsFrom && row < nullsFrom + 20_000 && row % 3 == 0
                            ? Literal.ofNull(type)
                            : number(type, rising ? row - 30_000 : 30_000 - row),
                        Literal.of((long) row)))
                .toList();
        var keys = List.of(key, new SortKey(1, false, false));
        var expected = rows.stream().sorted(LiteralOrder.of(keys)).limit(7_000).toList();
        var node = new PlanNode.TopN(new PlanNode.Values(schema, List.of()), keys, 0, 7_000);
        assertEquals(
            expected,
            run(schema, rows, memory -> Sorting.topN(node, memory, 100), 1 + seed % 2, seed),
            () -> type + " by " + key + ", variant " + seed);
      }
    }
  }

  /// The least and the greatest of a type stand at the ends.
  private static Literal number(Type type, int value) {
    if (type == Type.Simple.DOUBLE) {
      return Literal.of((double) value);
    }
    boolean big = type == Type.Simple.BIGINT;
    return new Literal(
        type,
        switch (value) {
          case -30_000 -> big ? Long.MIN_VALUE : Integer.MIN_VALUE;
          case 29_999 -> big ? Long.MAX_VALUE : (long) Integer.MAX_VALUE;
          case -29_999 -> big ? Long.MIN_VALUE + 1 : Integer.MIN_VALUE + 1L;
          case 29_998 -> big ? Long.MAX_VALUE - 1 : Integer.MAX_VALUE - 1L;
          default -> (long) value;
        });
  }

  @Test
  void aFailingSourceLeavesNothingBehind() {
    var schema = Schema.of(Field.of("k", Type.Simple.VARCHAR));
    var rows = new RandomRows(1, 50, 0.1).rows(schema, 20_000);
    var keys = List.of(new SortKey(0, false, false));
    var input = new PlanNode.Values(schema, List.of());
    for (var node :
        List.of(new PlanNode.TopN(input, keys, 0, 5), new PlanNode.TopN(input, keys, 0, 90_000))) {
      try (var state = root.newChildAllocator("sort", 0, Long.MAX_VALUE)) {
        var breaker = Sorting.topN(node, new OperatorMemory(root, state), 100);
        var source = new RowSource(schema, rows, root, 4).failingAfter(3);
        assertThrows(
            RowSource.ExpectedFailure.class,
            () -> PipelineTester.threads(2).run(source, List.of(), breaker.sink()));
        breaker.source().close();
        breaker.sink().close();
      }
    }
  }

  @Test
  void aReaderThatStopsEarlyLeavesNothingBehind() {
    var schema = Schema.of(Field.of("k", Type.Simple.VARCHAR));
    var rows = new RandomRows(1, 50, 0.1).rows(schema, 5_000);
    var node =
        new PlanNode.Sort(
            new PlanNode.Values(schema, List.of()), List.of(new SortKey(0, false, false)));
    try (var state = root.newChildAllocator("sort", 0, Long.MAX_VALUE)) {
      var breaker = Sorting.sort(node, new OperatorMemory(root, state), 100);
      PipelineTester.threads(2)
          .run(new RowSource(schema, rows, root, 4), List.of(), breaker.sink());
      PipelineTester.threads(1).run(breaker.source(), List.of(), new RowCollector(150));
      breaker.sink().close();
      assertEquals(0, state.getAllocatedMemory());
    }
  }

  @Test
  void memoryBeyondTheLimitIsRefusedAndReleased() {
    var schema = Schema.of(Field.of("k", Type.Simple.BIGINT));
    var rows = new RandomRows(1, 50, 0.1).rows(schema, 50_000);
    var node =
        new PlanNode.Sort(
            new PlanNode.Values(schema, List.of()), List.of(new SortKey(0, false, false)));
    try (var state = root.newChildAllocator("sort", 0, 600_000)) {
      var breaker = Sorting.sort(node, new OperatorMemory(root, state), 100);
      assertThrows(
          OutOfMemoryException.class,
          () ->
              PipelineTester.threads(1)
                  .run(new RowSource(schema, rows, root, 4), List.of(), breaker.sink()));
      breaker.source().close();
      breaker.sink().close();
      assertEquals(0, state.getAllocatedMemory());
    }
  }

  private void assertSorted(
      Schema schema, List<List<Literal>> rows, List<SortKey> keys, int threads, long seed) {
    var node = new PlanNode.Sort(new PlanNode.Values(schema, List.of()), keys);
    var sorted = run(schema, rows, memory -> Sorting.sort(node, memory, 1000), threads, seed);
    var order = LiteralOrder.of(keys);
    for (int row = 1; row < sorted.size(); row++) {
      int at = row;
      assertTrue(
          order.compare(sorted.get(row - 1), sorted.get(row)) <= 0,
          () -> sorted.get(at - 1) + " came before " + sorted.get(at) + " by " + keys);
    }
    assertEquals(count(rows), count(sorted));
  }

  private static Map<List<Literal>, Long> count(List<List<Literal>> rows) {
    return rows.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                row -> row, java.util.stream.Collectors.counting()));
  }

  private interface Maker {
    Breaker make(OperatorMemory memory);
  }

  private List<List<Literal>> run(
      Schema schema, List<List<Literal>> rows, Maker maker, int threads, long seed) {
    try (BufferAllocator state = root.newChildAllocator("sort", 0, Long.MAX_VALUE)) {
      var breaker = maker.make(new OperatorMemory(root, state));
      var sink = new AssertingSink(breaker.sink());
      PipelineTester.threads(threads).run(new RowSource(schema, rows, root, seed), List.of(), sink);
      var result = new RowCollector();
      PipelineTester.threads(2).run(breaker.source(), List.of(), result);
      sink.close();
      return result.rows();
    }
  }
}
