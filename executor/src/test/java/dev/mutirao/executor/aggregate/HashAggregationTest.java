package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DATE;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.REAL;
import static dev.mutirao.connectors.type.Type.Simple.SMALLINT;
import static dev.mutirao.connectors.type.Type.Simple.TIMESTAMP;
import static dev.mutirao.connectors.type.Type.Simple.TINYINT;
import static dev.mutirao.connectors.type.Type.Simple.VARBINARY;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static dev.mutirao.executor.aggregate.Aggregations.call;
import static dev.mutirao.executor.aggregate.Aggregations.distinct;
import static dev.mutirao.executor.aggregate.Aggregations.filter;
import static dev.mutirao.executor.aggregate.Aggregations.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.testing.RandomValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashAggregationTest {
  private static final Type MONEY = new Type.Decimal(12, 2);
  private static final Type WIDE = new Type.Decimal(30, 4);
  private static final List<Type> VALUES =
      List.of(DOUBLE, INTEGER, MONEY, WIDE, REAL, VARCHAR, BOOLEAN, DATE, SMALLINT);

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close();
  }

  static Stream<List<Type>> keys() {
    return Stream.of(
        List.of(),
        List.of(BOOLEAN),
        List.of(TINYINT),
        List.of(INTEGER),
        List.of(BIGINT),
        List.of(REAL),
        List.of(DOUBLE),
        List.of(MONEY),
        List.of(WIDE),
        List.of(VARCHAR),
        List.of(VARBINARY),
        List.of(DATE),
        List.of(TIMESTAMP),
        List.of(Type.Simple.NULL),
        List.of(VARCHAR, VARCHAR),
        List.of(SMALLINT, BOOLEAN),
        List.of(DOUBLE, VARCHAR, WIDE, BIGINT));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyAgreesWithTheSimpleWay(List<Type> keys) {
    var input = input(keys);
    var node = node(AggregatePhase.SINGLE, input, indices(keys), calls(input, keys.size()));
    for (int seed = 0; seed < 4; seed++) {
      var rows = rows(input, seed < 2 ? 1 + seed * 40 : 500, new Random(seed));
      var runs = new Aggregations(allocator, seed);
      runs.threads = 1 + seed % 3;
      runs.batchRows = seed % 2 == 0 ? 8192 : 7;
      runs.groupLimits = Aggregations.groupLimits(seed);
      assertSame(SimpleAggregation.results(node, rows), runs.run(node, rows));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void phasesAgreeWithSingleBitByBit(List<Type> keys) {
    var input = input(keys);
    var calls = calls(input, keys.size());
    var single = node(AggregatePhase.SINGLE, input, indices(keys), calls);
    var partial = node(AggregatePhase.PARTIAL, input, indices(keys), calls);
    var rows = rows(input, 600, new Random(11));
    var expected = new Aggregations(allocator, 0).run(single, rows);
    for (int seed = 0; seed < 4; seed++) {
      var runs = new Aggregations(allocator, seed);
      runs.threads = 1 + seed % 3;
      runs.batchRows = 100 * (seed + 1);
      runs.groupLimits = Aggregations.groupLimits(seed);
      runs.limits =
          seed % 2 == 0
              ? PartialAggregation.Limits.DEFAULT
              : new PartialAggregation.Limits(3 + seed, 1 << 20, 50, seed == 1 ? 1e9 : 0.5);
      assertSame(expected, runs.runInPhases(partial, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x3_0000_0000L, 0xFF})
  void collidingHashesKeepGroupsApart(long hashMask) {
    for (var keys :
        List.of(List.<Type>of(BIGINT), List.<Type>of(VARCHAR, DOUBLE), List.<Type>of(WIDE))) {
      var input = input(keys);
      var node = node(AggregatePhase.SINGLE, input, indices(keys), calls(input, keys.size()));
      var rows = rows(input, 700, new Random(3));
      for (int choice = 0; choice < 3; choice++) {
        var runs = new Aggregations(allocator, 5);
        runs.threads = 2;
        runs.hashMask = hashMask;
        runs.groupLimits = Aggregations.groupLimits(choice);
        assertSame(SimpleAggregation.results(node, rows), runs.run(node, rows));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void manyGroupsOfManyThreadsMergeByPartition(int threads) {
    var input = List.<Type>of(BIGINT, DOUBLE, BIGINT);
    var node =
        node(
            AggregatePhase.SINGLE,
            input,
            List.of(0),
            call("count", input),
            call("sum", input, 1),
            distinct(call("count", input, 2)));
    var random = new Random(9);
    var rows = new ArrayList<List<Literal>>();
    for (int i = 0; i < 60_000; i++) {
      rows.add(
          List.of(
              Literal.of(random.nextInt(50_000) * 1_000_003L),
              Literal.of(random.nextGaussian()),
              Literal.of(random.nextInt(3))));
    }
    var expected = SimpleAggregation.results(node, rows);
    for (int choice = 0; choice < 3; choice++) {
      var runs = new Aggregations(allocator, 2);
      runs.threads = threads;
      runs.batchRows = 1000;
      runs.maxInputRows = 4000;
      runs.mayEncode = false;
      runs.groupLimits = Aggregations.groupLimits(choice, 9000);
      assertSame(expected, runs.run(node, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 3, -7, 1_000_000_007})
  void denseIntegersInAnyOrderAreGrouped(int step) {
    var input = List.<Type>of(BIGINT, DOUBLE);
    var node =
        node(AggregatePhase.SINGLE, input, List.of(0), call("count", input), call("sum", input, 1));
    long[] outside = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 40_000};
    for (long base : new long[] {0, Long.MAX_VALUE - 30_000, Long.MIN_VALUE + 30_000}) {
      var rows = new ArrayList<List<Literal>>();
      for (int i = 0; i < 25_000; i++) {
        var key = Literal.of(base + (long) i * step % 30_000);
        rows.add(List.of(i % 1000 == 7 ? Literal.ofNull(BIGINT) : key, Literal.of(i / 7.0)));
        if (i > 20_000 && i % 1001 == 0) {
          rows.add(List.of(Literal.of(outside[i % outside.length]), Literal.of(1.0)));
        }
      }
      var runs = new Aggregations(allocator, step);
      runs.maxInputRows = 4000;
      runs.mayEncode = false;
      assertSame(SimpleAggregation.results(node, rows), runs.run(node, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rowsOfLongTextsAreGroupedBesideOthersThatAreKept(int choice) {
    var input = List.<Type>of(VARCHAR, DOUBLE);
    var node =
        node(
            AggregatePhase.SINGLE,
            input,
            List.of(0),
            call("count", input),
            call("sum", input, 1),
            call("max", input, 0));
    var random = new Random(4);
    var rows = new ArrayList<List<Literal>>();
    for (int i = 0; i < 6000; i++) {
      var text = "key " + random.nextInt(300);
      boolean isLong = i / 500 % 3 == 1;
      rows.add(
          List.of(Literal.of(isLong ? text.repeat(60) : text), Literal.of(random.nextGaussian())));
    }
    var expected = SimpleAggregation.results(node, rows);
    for (int threads : new int[] {1, 2}) {
      var runs = new Aggregations(allocator, threads);
      runs.threads = threads;
      runs.groupLimits = Aggregations.groupLimits(choice, 900);
      assertSame(expected, runs.run(node, rows));
    }
  }

  @Test
  void distinctArgumentsCountOncePerGroup() {
    var input = List.<Type>of(VARCHAR, DOUBLE, VARCHAR, BOOLEAN, SMALLINT);
    var calls =
        new AggregateCall[] {
          distinct(call("count", input, 1)),
          distinct(call("sum", input, 1)),
          distinct(call("avg", input, 4)),
          distinct(call("min", input, 2)),
          filter(distinct(call("count", input, 2)), 3),
          distinct(call("count", input, 2, 4)),
          call("sum", input, 4)
        };
    for (var keys : List.of(List.<Integer>of(), List.of(0), List.of(0, 3))) {
      var node = node(AggregatePhase.SINGLE, input, keys, calls);
      for (int seed = 0; seed < 6; seed++) {
        var rows = rows(input, 1500, new Random(seed));
        var runs = new Aggregations(allocator, seed);
        runs.threads = 1 + seed % 3;
        runs.hashMask = seed == 5 ? 1 : HashAggregation.ALL_BITS;
        runs.groupLimits = Aggregations.groupLimits(seed);
        assertSame(SimpleAggregation.results(node, rows), runs.run(node, rows));
      }
    }
  }

  @Test
  void noRowsGiveOneRowWithoutKeysAndNoneWithKeys() {
    var input = List.<Type>of(BIGINT, DOUBLE);
    var calls = new AggregateCall[] {call("count", input), call("sum", input, 1)};
    var nothing = List.of(Literal.of(0), Literal.ofNull(DOUBLE));
    for (int threads : new int[] {1, 3}) {
      var runs = new Aggregations(allocator, 0);
      runs.threads = threads;
      var global = node(AggregatePhase.SINGLE, input, List.of(), calls);
      assertEquals(Map.of(List.of(), nothing), runs.run(global, List.of()));
      var grouped = node(AggregatePhase.SINGLE, input, List.of(0), calls);
      assertEquals(Map.of(), runs.run(grouped, List.of()));
      var partial = node(AggregatePhase.PARTIAL, input, List.of(), calls);
      assertEquals(Map.of(List.of(), nothing), runs.runInPhases(partial, List.of()));
    }
  }

  @Test
  void groupsWithoutCallsAreTheDistinctRows() {
    var input = List.<Type>of(VARCHAR, DOUBLE);
    var rows = rows(input, 500, new Random(1));
    var single = node(AggregatePhase.SINGLE, input, List.of(0, 1));
    var partial = node(AggregatePhase.PARTIAL, input, List.of(0, 1));
    var expected = SimpleAggregation.results(single, rows);
    assertEquals(expected, new Aggregations(allocator, 1).run(single, rows));
    assertEquals(expected, new Aggregations(allocator, 2).runInPhases(partial, rows));
  }

  @Test
  void rowsPassWhereGroupingDoesNotReduceThem() {
    var input = List.<Type>of(BIGINT, DOUBLE);
    var partial = node(AggregatePhase.PARTIAL, input, List.of(0), call("sum", input, 1));
    var rows = new ArrayList<List<Literal>>();
    for (int i = 0; i < 5000; i++) {
      rows.add(List.of(Literal.of(i), Literal.of(i / 3.0)));
    }
    var runs = new Aggregations(allocator, 4);
    runs.limits = new PartialAggregation.Limits(1 << 18, 1 << 20, 100, 1.25);
    var states = runs.partialStates(partial, rows);
    assertEquals(rows.size(), states.stream().mapToInt(batch -> batch.rows()).sum());
    assertTrue(allocator.getAllocatedMemory() > 0);
    var single = node(AggregatePhase.SINGLE, input, List.of(0), call("sum", input, 1));
    assertEquals(
        SimpleAggregation.results(single, rows),
        runs.runBatches(Aggregations.finalOf(partial), states));
  }

  @Test
  void integerSumsThatDoNotFitAreErrorsWithAWayOut() {
    var input = List.<Type>of(BIGINT);
    var sum = node(AggregatePhase.SINGLE, input, List.of(), call("sum", input, 0));
    var runs = new Aggregations(allocator, 1);
    var failure =
        assertThrows(MutiraoException.class, () -> runs.run(sum, column(Long.MAX_VALUE, 1L)));
    assertEquals(ErrorCode.NUMERIC_OVERFLOW, failure.code());
    assertEquals(
        "result does not fit BIGINT; cast the argument to DECIMAL(38, 0): sum of values whose sum"
            + " is 9223372036854775808",
        failure.getMessage());
    assertEquals(
        List.of(Literal.of(Long.MAX_VALUE)),
        runs.run(sum, column(Long.MAX_VALUE, Long.MAX_VALUE, -Long.MAX_VALUE)).get(List.of()));
  }

  @Test
  void sumsOfLongsCarry() {
    var input = List.<Type>of(BIGINT);
    Type widest = new Type.Decimal(38, 0);
    var call = call("sum", List.of(widest), 0);
    var random = new Random(6);
    for (int count : new int[] {1, 2, 3, 300, 4000}) {
      var rows = new ArrayList<List<Literal>>();
      for (int row = 0; row < count; row++) {
        long value = random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextLong() | 1L << 62;
        rows.add(List.of(Literal.of(value)));
      }
      var sum = node(AggregatePhase.SINGLE, input, List.of(), over(call, BIGINT));
      var runs = new Aggregations(allocator, count);
      runs.maxInputRows = 4000;
      var exact =
          rows.stream()
              .map(row -> java.math.BigInteger.valueOf((Long) row.getFirst().value()))
              .reduce(java.math.BigInteger.ZERO, java.math.BigInteger::add);
      assertEquals(List.of(new Literal(widest, exact)), runs.run(sum, rows).get(List.of()));
    }
  }

  /// The call with the type of its result kept and another of its argument.
  private static AggregateCall over(AggregateCall call, Type argument) {
    return new AggregateCall(
        call.function(), call.arguments(), List.of(argument), false, call.filter(), call.type());
  }

  @Test
  void averagesOfIntegersAreTheNearestDouble() {
    var input = List.<Type>of(BIGINT);
    var average = node(AggregatePhase.SINGLE, input, List.of(), call("avg", input, 0));
    var random = new Random(8);
    for (int i = 0; i < 50; i++) {
      var rows = new ArrayList<List<Literal>>();
      for (int row = 0; row < 1 + random.nextInt(20); row++) {
        rows.add(List.of(Literal.of(random.nextLong() >> random.nextInt(60))));
      }
      assertEquals(
          SimpleAggregation.results(average, rows),
          new Aggregations(allocator, i).run(average, rows));
    }
  }

  @Test
  void sumsOfWideDecimalsMayPassTheirRangeOnTheWay() {
    Type widest = new Type.Decimal(38, 0);
    var input = List.of(widest);
    var sum = node(AggregatePhase.SINGLE, input, List.of(), call("sum", input, 0));
    var largest = java.math.BigInteger.TEN.pow(38).subtract(java.math.BigInteger.ONE);
    var rows =
        Stream.of(largest, largest, largest, largest.negate(), largest.negate())
            .map(value -> List.of(new Literal(widest, value)))
            .toList();
    var runs = new Aggregations(allocator, 1);
    assertEquals(List.of(new Literal(widest, largest)), runs.run(sum, rows).get(List.of()));
    assertThrows(MutiraoException.class, () -> runs.run(sum, rows.subList(0, 3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void closingEarlyReleasesEverything(int choice) {
    var input = input(List.of(VARCHAR));
    var node = node(AggregatePhase.SINGLE, input, List.of(0), calls(input, 1));
    var runs = new Aggregations(allocator, 1);
    var memory = new OperatorMemory(allocator, allocator);
    for (int stage = 0; stage < 5; stage++) {
      var breaker =
          HashAggregation.breaker(
              node, memory, 3, HashAggregation.ALL_BITS, Aggregations.groupLimits(choice));
      var writers = List.of(breaker.sink().open(), breaker.sink().open());
      for (var batch : runs.batches(node.input().output(), rows(input, 400, new Random(1)))) {
        writers.get(batch.rows() % 2).push(batch);
      }
      if (stage > 0) {
        writers.getFirst().finish();
      }
      if (stage > 1) {
        writers.getLast().finish();
        breaker.sink().finish();
      }
      writers.forEach(writer -> writer.close());
      if (stage > 2) {
        var reader = breaker.source().open();
        try (var first = reader.next()) {
          assertTrue(first.rows() > 0);
        }
        reader.close();
      }
      breaker.source().close();
      breaker.sink().close();
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void memoryThatRunsOutLeavesNothingBehind(int choice) {
    var input = input(List.of(VARCHAR, BIGINT));
    var calls = calls(input, 2);
    var node = node(AggregatePhase.SINGLE, input, List.of(0, 1), calls);
    var partial = node(AggregatePhase.PARTIAL, input, List.of(0, 1), calls);
    var runs = new Aggregations(allocator, 1);
    int failures = 0;
    for (long limit = 1 << 10; limit < 4 << 20; limit *= 2) {
      try (var state = allocator.newChildAllocator("state", 0, limit)) {
        var memory = new OperatorMemory(state, state);
        failures +=
            fails(() ->
                aggregate(
                    runs,
                    node,
                    memory,
                    Aggregations.groupLimits(choice),
                    rows(input, 900, new Random(2))))
                ? 1
                : 0;
        failures +=
            fails(() -> stream(runs, partial, memory, rows(input, 900, new Random(2)))) ? 1 : 0;
        assertEquals(0, state.getAllocatedMemory());
      }
    }
    assertTrue(failures > 5);
  }

  private static boolean fails(Runnable run) {
    try {
      run.run();
      return false;
    } catch (OutOfMemoryException expected) {
      return true;
    }
  }

  private static void aggregate(
      Aggregations runs,
      PlanNode.Aggregate node,
      OperatorMemory memory,
      PartitioningLimits limits,
      List<List<Literal>> rows) {
    var breaker = HashAggregation.breaker(node, memory, 50, HashAggregation.ALL_BITS, limits);
    try (var sink = breaker.sink();
        var source = breaker.source();
        var first = sink.open();
        var second = sink.open()) {
      int half = rows.size() / 2;
      for (int from = 0; from < half; from += 50) {
        first.push(runs.batch(node.input().output(), rows.subList(from, from + 50)));
        second.push(runs.batch(node.input().output(), rows.subList(half + from, half + from + 50)));
      }
      first.finish();
      second.finish();
      sink.finish();
      try (var reader = source.open()) {
        while (!reader.finished()) {
          var batch = reader.next();
          if (batch != null) {
            batch.close();
          }
        }
      }
    }
  }

  private static void stream(
      Aggregations runs, PlanNode.Aggregate node, OperatorMemory memory, List<List<Literal>> rows) {
    var output =
        new dev.mutirao.executor.pipeline.Output() {
          @Override
          public void accept(dev.mutirao.connectors.batch.Batch batch) {
            batch.close();
          }

          @Override
          public boolean wantsMore() {
            return true;
          }
        };
    var limits = new PartialAggregation.Limits(100, 1 << 20, 300, 1);
    try (var factory = HashAggregation.partial(node, memory, 50, limits, HashAggregation.ALL_BITS);
        var operator = factory.open()) {
      for (int from = 0; from < rows.size(); from += 100) {
        operator.push(runs.batch(node.input().output(), rows.subList(from, from + 100)), output);
      }
      operator.finish(output);
    }
  }

  private static List<Type> input(List<Type> keys) {
    return Stream.concat(keys.stream(), VALUES.stream()).toList();
  }

  private static List<Integer> indices(List<Type> keys) {
    return java.util.stream.IntStream.range(0, keys.size()).boxed().toList();
  }

  /// Every aggregate over the value columns, which start at `first`.
  private static AggregateCall[] calls(List<Type> input, int first) {
    var calls = new ArrayList<AggregateCall>();
    calls.add(call("count", input));
    calls.add(filter(call("count", input), first + 6));
    calls.add(call("count", input, first, first + 5));
    for (int value = first; value < first + 5; value++) {
      calls.add(call("sum", input, value));
      calls.add(call("avg", input, value));
    }
    calls.add(call("sum", input, first + 8));
    calls.add(filter(call("sum", input, first), first + 6));
    for (int value = first; value < input.size(); value++) {
      calls.add(call("min", input, value));
      calls.add(call("max", input, value));
    }
    calls.add(call("any_value", input, first + 5));
    calls.add(call("bool_and", input, first + 6));
    calls.add(call("bool_or", input, first + 6));
    calls.add(call("every", input, first + 6));
    return calls.toArray(AggregateCall[]::new);
  }

  private static List<List<Literal>> rows(List<Type> input, int count, Random random) {
    double nulls = random.nextInt(3) == 0 ? 0 : random.nextInt(5) == 0 ? 1 : 0.2;
    var columns =
        input.stream().map(type -> RandomValues.values(type, count, nulls, random)).toList();
    var rows = new ArrayList<List<Literal>>();
    for (int row = 0; row < count; row++) {
      int at = row;
      rows.add(columns.stream().map(column -> column.get(at)).toList());
    }
    return rows;
  }

  private static List<List<Literal>> column(Long... values) {
    return Stream.of(values).map(value -> List.of(Literal.of(value))).toList();
  }

  private static void assertSame(
      Map<List<Literal>, List<Literal>> expected, Map<List<Literal>, List<Literal>> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((key, values) -> assertEquals(values, actual.get(key), () -> "group " + key));
  }
}
