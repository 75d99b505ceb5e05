package dev.mutirao.executor.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.executor.testing.AssertingSink;
import dev.mutirao.executor.testing.PipelineTester;
import dev.mutirao.executor.testing.RowCollector;
import dev.mutirao.executor.testing.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void everyCallOverEveryFrameIsThatOfTheObviousWay() {
    for (int seed = 0; seed < 120; seed++) {
      var random = new Random(seed);
      var windows = new RandomWindows(seed);
      var rows = windows.rows(List.of(0, 1, 2, 40, 40, 150, 400).get(random.nextInt(7)));
      assertWindow(
          windows.window(),
          rows,
          1 + random.nextInt(4),
          List.of(1, 7, 64, 1000).get(random.nextInt(4)),
          seed);
    }
  }

  @Test
  void manyRowsAreDealtToParts() {
    for (int seed = 0; seed < 3; seed++) {
      var windows = new RandomWindows(seed, 3000);
      var rows = windows.rows(75_000);
      var node = windows.window();
      var partitioned =
          new PlanNode.Window(
              node.input(), List.of(0), node.orderBy(), node.calls(), node.kept(), node.output());
      assertWindow(partitioned, rows, 1 + seed % 3, 1000, seed);
    }
  }

  @Test
  void aFewRowsBesideManyAreDealtToo() {
    var node = window(List.of(0), List.of(), new WindowCall.Rank(WindowCall.Rank.Kind.ROW_NUMBER));
    for (int count : new int[] {WindowState.FEW_ROWS, WindowState.FEW_ROWS + 1, 70_000}) {
      var rows =
          IntStream.range(0, count)
              .mapToObj(row -> List.of(Literal.of((long) row % 1000), Literal.of((long) row)))
              .toList();
      assertWindow(node, rows, 3, 1000, 5);
    }
  }

  @Test
  void allNullsAreOnePartitionOfPeers() {
    var rows =
        IntStream.range(0, 50)
            .mapToObj(row ->
                List.of(Literal.ofNull(Type.Simple.BIGINT), Literal.ofNull(Type.Simple.BIGINT)))
            .toList();
    for (var call :
        List.of(
            new WindowCall.Rank(WindowCall.Rank.Kind.DENSE_RANK),
            aggregated("sum", 1, Type.Simple.BIGINT, WindowFrame.PARTITION),
            aggregated("max", 1, Type.Simple.BIGINT, WindowFrame.PARTITION),
            aggregated("count", 1, Type.Simple.BIGINT, WindowFrame.PARTITION))) {
      assertWindow(window(List.of(0), List.of(new SortKey(1, false, true)), call), rows, 2, 8, 1);
    }
  }

  @Test
  void aSinglePartitionComesInItsOrder() {
    var node =
        window(
            List.of(),
            List.of(new SortKey(1, true, false)),
            new WindowCall.Rank(WindowCall.Rank.Kind.ROW_NUMBER));
    var rows =
        new Random(4)
            .longs(90_000, 0, 1_000_000)
            .mapToObj(value -> List.of(Literal.of(0), Literal.of(value)))
            .toList();
    var result = run(node, rows, 3, 1000, 8);
    for (int row = 0; row < result.size(); row++) {
      assertEquals(Literal.of(row + 1L), result.get(row).get(2));
    }
  }

  @Test
  void anOverflowSaysSo() {
    var node =
        window(
            List.of(), List.of(), aggregated("sum", 1, Type.Simple.BIGINT, WindowFrame.PARTITION));
    var rows =
        List.of(
            List.of(Literal.of(0), Literal.of(Long.MAX_VALUE)),
            List.of(Literal.of(0), Literal.of(1)));
    var error = assertThrows(MutiraoException.class, () -> run(node, rows, 1, 10, 1));
    assertTrue(error.getMessage().contains("9223372036854775808"), error.getMessage());
  }

  @Test
  void nthValueCountsFromOne() {
    var zero = Optional.<Expression>of(new Expression.Constant(Literal.of(0)));
    var node =
        window(
            List.of(),
            List.of(),
            new WindowCall.FrameValue(
                1,
                WindowCall.FrameValue.Place.NTH,
                zero,
                false,
                WindowFrame.PARTITION,
                Type.Simple.BIGINT));
    var rows = List.of(List.of(Literal.of(0), Literal.of(1)));
    var error = assertThrows(MutiraoException.class, () -> run(node, rows, 1, 10, 1));
    assertEquals("nth_value expects a number of at least 1, got 0", error.getMessage());
  }

  @Test
  void aFailureInTheMiddleReleasesEverything() {
    for (var partitionBy : List.of(List.<Integer>of(), List.of(0))) {
      var node = window(partitionBy, List.of(), new WindowCall.Rank(WindowCall.Rank.Kind.RANK));
      for (int count : new int[] {3_000, 150_000}) {
        var source = new RowSource(node.input().output(), pairs(count), root, 4);
        source.failingAfter(source.batches() - 1);
        try (var state = root.newChildAllocator("window", 0, Long.MAX_VALUE)) {
          var breaker =
              Windowing.breaker(node, Accumulators.OF_ENGINE, new OperatorMemory(root, state), 100);
          assertThrows(
              RowSource.ExpectedFailure.class,
              () -> PipelineTester.threads(2).run(source, List.of(), breaker.sink()));
          breaker.source().close();
          breaker.sink().close();
          assertEquals(0, state.getAllocatedMemory());
        }
      }
    }
  }

  @Test
  void aReaderThatStopsEarlyLeavesNothingBehind() {
    var windows = new RandomWindows(3);
    var node = windows.window();
    try (var state = root.newChildAllocator("window", 0, Long.MAX_VALUE)) {
      var breaker =
          Windowing.breaker(node, Accumulators.OF_ENGINE, new OperatorMemory(root, state), 10);
      PipelineTester.threads(2)
          .run(
              new RowSource(RandomWindows.SCHEMA, windows.rows(500), root, 4),
              List.of(),
              breaker.sink());
      PipelineTester.threads(1).run(breaker.source(), List.of(), new RowCollector(15));
      breaker.sink().close();
      assertEquals(0, state.getAllocatedMemory());
    }
  }

  @Test
  void memoryBeyondTheLimitIsRefusedAndReleasedWhereverItRunsOut() {
    var node =
        window(
            List.of(0),
            List.of(new SortKey(1, false, false)),
            aggregated("sum", 1, Type.Simple.BIGINT, rowsAround(3)),
            aggregated("max", 1, Type.Simple.BIGINT, rowsAround(3)),
            aggregated("bool_and", 1, Type.Simple.BIGINT, rowsAround(3)));
    var rows = pairs(20_000);
    int refused = 0;
    for (long limit = 50_000; limit < 4_000_000; limit = limit * 3 / 2) {
      try (var state = root.newChildAllocator("window", 0, limit)) {
        var breaker =
            Windowing.breaker(node, Accumulators.OF_ENGINE, new OperatorMemory(root, state), 100);
        try {
          PipelineTester.threads(1)
              .run(new RowSource(node.input().output(), rows, root, 4), List.of(), breaker.sink());
          PipelineTester.threads(1).run(breaker.source(), List.of(), new RowCollector());
        } catch (OutOfMemoryException expected) {
          refused++;
          breaker.source().close();
        }
        breaker.sink().close();
        assertEquals(0, state.getAllocatedMemory(), "limit " + limit);
      }
    }
    assertTrue(refused > 5, refused + " limits were too small");
  }

  private static WindowFrame rowsAround(long distance) {
    return new WindowFrame(
        WindowFrame.Unit.ROWS,
        new FrameBound.Rows(-distance),
        new FrameBound.Rows(distance),
        WindowFrame.Exclusion.NO_OTHERS);
  }

  private static WindowCall aggregated(String name, int column, Type type, WindowFrame frame) {
    return new WindowCall.Aggregated(
        new AggregateCall(name, List.of(column), List.of(type), false, OptionalInt.empty(), type),
        frame);
  }

  /// A window over two BIGINT columns.
  private static PlanNode.Window window(
      List<Integer> partitionBy, List<SortKey> orderBy, WindowCall... calls) {
    var input = Schema.of(Field.of("a", Type.Simple.BIGINT), Field.of("b", Type.Simple.BIGINT));
    var fields = new ArrayList<>(input.fields());
    for (var call : calls) {
      fields.add(Field.of("call", call.type()));
    }
    return new PlanNode.Window(
        new PlanNode.Values(input, List.of()),
        partitionBy,
        orderBy,
        List.of(calls),
        List.of(0, 1),
        new Schema(fields));
  }

  private static List<List<Literal>> pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(row -> List.of(Literal.of((long) row % 97), Literal.of((long) row)))
        .toList();
  }

  private void assertWindow(
      PlanNode.Window node, List<List<Literal>> rows, int threads, int batchRows, long seed) {
    var expected = count(NaiveWindow.rows(node, rows));
    var got = count(run(node, rows, threads, batchRows, seed));
    assertEquals(
        lines(without(expected, got)),
        lines(without(got, expected)),
        () -> "seed " + seed + ", " + node.partitionBy() + node.orderBy() + node.calls());
  }

  /// The rows that one result has more often than the other.
  private static List<List<Literal>> without(
      Map<List<Literal>, Long> some, Map<List<Literal>, Long> others) {
    return some.entrySet().stream()
        .filter(entry -> entry.getValue() > others.getOrDefault(entry.getKey(), 0L))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String lines(List<List<Literal>> rows) {
    return rows.stream()
        .limit(5)
        .map(row -> row.stream().map(each -> String.valueOf(each.value())).toList().toString())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static Map<List<Literal>, Long> count(List<List<Literal>> rows) {
    return rows.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private List<List<Literal>> run(
      PlanNode.Window node, List<List<Literal>> rows, int threads, int batchRows, long seed) {
    try (var state = root.newChildAllocator("window", 0, Long.MAX_VALUE)) {
      var breaker =
          Windowing.breaker(
              node, Accumulators.OF_ENGINE, new OperatorMemory(root, state), batchRows);
      var sink = new AssertingSink(breaker.sink());
      try {
        PipelineTester.threads(threads)
            .run(new RowSource(node.input().output(), rows, root, seed), List.of(), sink);
        var result = new RowCollector();
        PipelineTester.threads(threads).run(breaker.source(), List.of(), result);
        return result.rows();
      } finally {
        sink.close();
        assertEquals(0, state.getAllocatedMemory());
      }
    }
  }
}
