package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DATE;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.REAL;
import static dev.mutirao.connectors.type.Type.Simple.SMALLINT;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static dev.mutirao.executor.aggregate.Aggregations.call;
import static dev.mutirao.executor.aggregate.Aggregations.distinct;
import static dev.mutirao.executor.aggregate.Aggregations.filter;
import static dev.mutirao.executor.aggregate.Aggregations.node;
import static dev.mutirao.executor.aggregate.Aggregations.ordered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.testing.RandomValues;
import dev.mutirao.executor.testing.SimpleRisk;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The states of all aggregates merge without a trace: threads, batches, phases and hashes do not
/// change a bit of a result.
class AggregateStatesTest {
  private static final Type MONEY = new Type.Decimal(12, 2);
  private static final Type WIDE = new Type.Decimal(30, 4);

  /// Key, values of all kinds, and a filter.
  private static final List<Type> INPUT =
      List.of(INTEGER, DOUBLE, BIGINT, MONEY, WIDE, REAL, VARCHAR, DATE, SMALLINT, BOOLEAN);

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void noWayToMergeChangesABit(int groups) {
    var keys = groups == 0 ? List.<Integer>of() : List.of(0);
    var calls = calls().toArray(AggregateCall[]::new);
    var single = node(AggregatePhase.SINGLE, INPUT, keys, calls);
    var partial = node(AggregatePhase.PARTIAL, INPUT, keys, calls);
    for (int count : new int[] {0, 1, 250}) {
      var rows = rows(count, groups, new Random(count + groups));
      var expected = new Aggregations(allocator, 0).run(single, rows);
      for (int seed = 1; seed < 4; seed++) {
        var runs = new Aggregations(allocator, seed);
        runs.threads = 1 + seed % 3;
        runs.batchRows = seed == 1 ? 3 : 500;
        runs.maxInputRows = seed == 2 ? 5 : 300;
        runs.hashMask = seed == 3 ? 1 : HashAggregation.ALL_BITS;
        runs.groupLimits = Aggregations.groupLimits(seed);
        runs.limits =
            seed % 2 == 0
                ? PartialAggregation.Limits.DEFAULT
                : new PartialAggregation.Limits(3 + seed, 1 << 16, 50, seed == 1 ? 1e9 : 0.5);
        assertEquals(expected, runs.run(single, rows), "one phase, seed " + seed);
        assertEquals(expected, runs.runInPhases(partial, rows), "two phases, seed " + seed);
        assertEquals(expected, runs.runInThreePhases(partial, rows), "three phases, seed " + seed);
      }
    }
  }

  @Test
  void distinctAndFilterApplyToAll() {
    var plain = new ArrayList<AggregateCall>();
    var expectedCalls = new ArrayList<AggregateCall>();
    for (var call : calls()) {
      plain.add(filter(distinct(call), 9));
      expectedCalls.add(call);
    }
    var rows = rows(200, 6, new Random(3));
    var node = node(AggregatePhase.SINGLE, INPUT, List.of(0), plain.toArray(AggregateCall[]::new));
    for (int i = 0; i < plain.size(); i++) {
      var call = expectedCalls.get(i);
      var simple = node(AggregatePhase.SINGLE, INPUT, List.of(0), call);
      var kept = once(call, rows);
      var expected = new Aggregations(allocator, 1).run(simple, kept);
      int place = i;
      var runs = new Aggregations(allocator, 2);
      runs.threads = 2;
      var got = runs.run(node, rows);
      expected.forEach((key, values) ->
          assertEquals(values.getFirst(), got.get(key).get(place), () -> "DISTINCT " + call));
    }
  }

  @Test
  void quantilesAgreeWithSortedValues() {
    var calls =
        new AggregateCall[] {
          call("percentile_disc", INPUT, List.of(Literal.of(0.3)), 2),
          call("percentile_disc", INPUT, List.of(Literal.of(0.3), Literal.of(true)), 2),
          call("percentile_disc", INPUT, List.of(Literal.of(0.3)), 6),
          call("median", INPUT, 1)
        };
    for (int count : new int[] {1, 2, 7, 3000}) {
      var rows = rows(count, 0, new Random(count));
      var got =
          new Aggregations(allocator, 1)
              .run(node(AggregatePhase.SINGLE, INPUT, List.of(), calls), rows)
              .get(List.of());
      var numbers =
          rows.stream()
              .map(row -> row.get(2))
              .filter(value -> !value.isNull())
              .map(value -> (Long) value.value())
              .sorted()
              .toList();
      var texts =
          rows.stream()
              .map(row -> row.get(6))
              .filter(value -> !value.isNull())
              .sorted((a, b) -> java.util.Arrays.compareUnsigned(a.bytes(), b.bytes()))
              .toList();
      var doubles =
          rows.stream()
              .map(row -> row.get(1))
              .filter(value -> !value.isNull())
              .map(value -> (Double) value.value())
              .sorted()
              .toList();
      int rank = Math.max(0, (int) Math.ceil(0.3 * numbers.size()) - 1);
      if (!numbers.isEmpty()) {
        assertEquals(numbers.get(rank), got.get(0).value());
        assertEquals(numbers.get(numbers.size() - 1 - rank), got.get(1).value());
      }
      if (!texts.isEmpty()) {
        assertEquals(texts.get(Math.max(0, (int) Math.ceil(0.3 * texts.size()) - 1)), got.get(2));
      }
      if (!doubles.isEmpty()) {
        int size = doubles.size();
        double low = doubles.get((size - 1) / 2);
        double high = doubles.get(size / 2);
        assertEquals(size % 2 == 1 ? low : low + 0.5 * (high - low), got.get(3).value());
      }
    }
  }

  @Test
  void risksAgreeWithDecimalArithmetic() {
    double[] levels = {0, 0.07, 0.5, 0.9, 0.95, 0.99, 0.999, 1};
    var calls = new ArrayList<AggregateCall>();
    for (double level : levels) {
      for (var name : List.of("value_at_risk", "expected_shortfall")) {
        calls.add(call(name, INPUT, List.of(Literal.of(level)), 1));
        calls.add(call(name, INPUT, List.of(Literal.of(level)), 5));
      }
    }
    var node = node(AggregatePhase.SINGLE, INPUT, List.of(), calls.toArray(AggregateCall[]::new));
    for (int count : new int[] {3, 100, 114, 5000}) {
      var rows = rows(count, 0, new Random(count));
      var got = new Aggregations(allocator, 1).run(node, rows).get(List.of());
      for (int i = 0; i < calls.size(); i++) {
        var call = calls.get(i);
        var values =
            rows.stream()
                .map(row -> row.get(call.arguments().getFirst()))
                .filter(value -> !value.isNull())
                .toList();
        assertEquals(SimpleRisk.of(call, values), got.get(i).value(), () -> count + ": " + call);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 760, 780, 20_000, 300_000})
  void distinctEstimatesStayWithinFourStandardErrors(int values) {
    try (var sketches = new DistinctSketches(allocator)) {
      sketches.grow(2);
      for (int i = 0; i < values; i++) {
        sketches.add(1, KeyHash.mix(i * 3L + 1));
        sketches.add(1, KeyHash.mix(i * 3L + 1));
      }
      long estimate = sketches.estimate(1);
      double error = Math.abs(estimate - values) / (double) values;
      assertTrue(error <= (values <= 760 ? 0 : 4 * 0.01625), values + " taken for " + estimate);
      assertEquals(0, sketches.estimate(0));
    }
  }

  @Test
  void quantileEstimatesAreWithinTwoToTheMinusEight() {
    var calls = new ArrayList<AggregateCall>();
    double[] fractions = {0, 0.01, 0.25, 0.5, 0.9, 1};
    for (double fraction : fractions) {
      calls.add(call("approx_quantile", INPUT, List.of(Literal.of(fraction)), 1));
      calls.add(call("percentile_disc", INPUT, List.of(Literal.of(fraction)), 1));
    }
    var node = node(AggregatePhase.SINGLE, INPUT, List.of(), calls.toArray(AggregateCall[]::new));
    var got = new Aggregations(allocator, 1).run(node, rows(4000, 0, new Random(5))).get(List.of());
    for (int i = 0; i < fractions.length; i++) {
      double estimate = (Double) got.get(2 * i).value();
      double exact = (Double) got.get(2 * i + 1).value();
      assertTrue(Math.abs(estimate) <= Math.abs(exact), "nearer to zero");
      assertTrue(Math.abs(estimate - exact) <= Math.abs(exact) / 256, estimate + ", " + exact);
    }
  }

  private static List<AggregateCall> calls() {
    var calls = new ArrayList<AggregateCall>();
    for (int column : new int[] {1, 2, 3, 4, 5, 8}) {
      for (var name : List.of("var_pop", "stddev_samp", "standard_error", "confidence_low")) {
        calls.add(call(name, INPUT, column));
      }
      calls.add(call("mode", INPUT, column));
      calls.add(call("approx_count_distinct", INPUT, column));
    }
    for (var name : List.of("covar_samp", "corr", "regr_slope", "regr_intercept", "regr_r2")) {
      calls.add(call(name, INPUT, 1, 5));
      calls.add(call(name, INPUT, 2, 8));
      calls.add(call(name, INPUT, 4, 3));
    }
    calls.add(call("bit_and", INPUT, 2));
    calls.add(call("bit_or", INPUT, 8));
    calls.add(call("bit_xor", INPUT, 2));
    calls.add(call("product", INPUT, 1));
    calls.add(call("arg_min", INPUT, 6, 1));
    calls.add(call("arg_max", INPUT, 4, 6));
    calls.add(call("arg_max", INPUT, 1, 4));
    calls.add(ordered(call("first", INPUT, 6), INPUT, new SortKey(8, true, false)));
    calls.add(
        ordered(
            call("last", INPUT, 3),
            INPUT,
            new SortKey(7, false, true),
            new SortKey(4, true, true)));
    calls.add(call("median", INPUT, 1));
    calls.add(call("median", INPUT, 5));
    calls.add(call("percentile_cont", INPUT, List.of(Literal.of(0.9)), 1));
    calls.add(call("confidence_high", INPUT, List.of(Literal.of(0.99)), 1));
    for (int column : new int[] {1, 5}) {
      calls.add(call("value_at_risk", INPUT, List.of(Literal.of(0.95)), column));
      calls.add(call("expected_shortfall", INPUT, List.of(Literal.of(0.95)), column));
    }
    for (int column : new int[] {2, 4, 6, 7, 9}) {
      calls.add(call("percentile_disc", INPUT, List.of(Literal.of(0.4)), column));
    }
    calls.add(call("mode", INPUT, List.of(Literal.of(true)), 6));
    calls.add(call("approx_count_distinct", INPUT, 6));
    calls.add(call("approx_quantile", INPUT, List.of(Literal.of(0.7)), 1));
    calls.add(call("string_agg", INPUT, List.of(Literal.of(", ")), 6));
    calls.add(
        ordered(
            call("string_agg", INPUT, List.of(Literal.of("")), 6),
            INPUT,
            new SortKey(8, true, true),
            new SortKey(4, false, false),
            new SortKey(1, true, false)));
    calls.add(ordered(call("histogram", INPUT, 6), INPUT, new SortKey(6, false, false)));
    return calls;
  }

  /// The rows that a DISTINCT call with the filter takes in, each once.
  private static List<List<Literal>> once(AggregateCall call, List<List<Literal>> rows) {
    var seen = new HashSet<List<Literal>>();
    return rows.stream()
        .filter(row -> Boolean.TRUE.equals(row.get(9).value()))
        .filter(row -> {
          var arguments = new ArrayList<Literal>();
          arguments.add(row.getFirst());
          call.arguments().forEach(column -> arguments.add(SimpleAggregation.key(row.get(column))));
          return seen.add(arguments);
        })
        .toList();
  }

  private static List<List<Literal>> rows(int count, int groups, Random random) {
    var texts = RandomValues.values(VARCHAR, count, 0.2, random);
    var rows = new ArrayList<List<Literal>>();
    for (int i = 0; i < count; i++) {
      var row = new ArrayList<Literal>();
      row.add(new Literal(INTEGER, (long) random.nextInt(Math.max(1, groups))));
      row.add(Literal.of(random.nextInt(9) == 0 ? 0.0 : random.nextGaussian() * 1e9 + 1e12));
      row.add(Literal.of(random.nextInt(3) == 0 ? 7 : random.nextLong()));
      row.add(new Literal(MONEY, (long) random.nextInt(100_000) - 50_000));
      row.add(new Literal(WIDE, new BigInteger(90, random).subtract(BigInteger.TWO.pow(89))));
      row.add(new Literal(REAL, (double) (float) (random.nextGaussian() * 50)));
      row.add(texts.get(i));
      row.add(new Literal(DATE, (long) random.nextInt(40)));
      row.add(new Literal(SMALLINT, (long) random.nextInt(20) - 10));
      row.add(Literal.of(random.nextBoolean()));
      for (int column = 1; column < row.size(); column++) {
        if (random.nextInt(8) == 0) {
          row.set(column, Literal.ofNull(INPUT.get(column)));
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
