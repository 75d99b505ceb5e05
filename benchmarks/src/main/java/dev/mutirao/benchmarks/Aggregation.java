package dev.mutirao.benchmarks;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.HashAggregation;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.PlanNode;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// What aggregation costs per row, from batches in memory to the last result: processor time of the
/// threads, which other load on the machine disturbs less than the time that passes. Arguments:
/// threads, repetitions, rows, and a part of the names of the cases to run.
///
/// Every case is checked: counts against the rows, sums of doubles against BigDecimal.
public final class Aggregation {
  private static final int BATCH = Batch.TARGET_ROWS;

  private final BufferAllocator allocator;
  private final int threads;
  private final int repetitions;
  private final int batches;
  private final String chosen;
  private final LongAdder processorNanos = new LongAdder();

  private Aggregation(
      BufferAllocator allocator, int threads, int repetitions, int rows, String chosen) {
    this.allocator = allocator;
    this.chosen = chosen;
    this.threads = threads;
    this.repetitions = repetitions;
    this.batches = Math.ceilDiv(rows, BATCH);
  }

  public static void main(String[] arguments) throws Exception {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int repetitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int rows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000_000;
    var chosen = arguments.length > 3 ? arguments[3] : "";
    try (var allocator = new RootAllocator()) {
      new Aggregation(allocator, threads, repetitions, rows, chosen).run();
    }
  }

  private void run() throws Exception {
    System.out.printf(
        "%d rows, %d threads, %d repetitions: processor ns per row, least and median%n",
        batches * BATCH, threads, repetitions);
    bareAdd();
    measure("sum(DOUBLE), no key", 0, Key.NONE, "sum");
    measure("count(*), sum(DOUBLE), 6 texts in a dictionary", 6, Key.DICTIONARY, "count", "sum");
    measure("count(*), 6 texts in a dictionary", 6, Key.DICTIONARY, "count");
    measure("count(*), sum(DOUBLE), 6 flat texts", 6, Key.TEXT, "count", "sum");
    measure("count(*), sum(DOUBLE), 100k flat texts", 100_000, Key.TEXT, "count", "sum");
    measure("count(*), sum(DOUBLE), 1000 integers", 1000, Key.INTEGER, "count", "sum");
    measure("count(*), sum(DOUBLE), 1M integers", 1_000_000, Key.INTEGER, "count", "sum");
    measure("count(*), sum(DOUBLE), 1M sorted integers", 1_000_000, Key.SORTED, "count", "sum");
    measure("min, max(DOUBLE), 1000 integers", 1000, Key.INTEGER, "min", "max");
  }

  /// Where the keys come from.
  private enum Key {
    NONE,
    DICTIONARY,
    TEXT,
    INTEGER,
    SORTED
  }

  /// A plain sum per group over Java arrays, to compare with.
  private void bareAdd() {
    var random = new Random(1);
    var values = random.doubles(BATCH, 0, 20_000).toArray();
    var groups = random.ints(BATCH, 0, 6).toArray();
    var nanos = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      var sums = new double[6];
      long began = processorTime();
      for (int batch = 0; batch < batches; batch++) {
        for (int row = 0; row < BATCH; row++) {
          sums[groups[row]] += values[row];
        }
      }
      nanos[i] = (processorTime() - began) / ((double) batches * BATCH);
      if (!(Arrays.stream(sums).sum() > 0)) {
        throw new IllegalStateException("nothing was added");
      }
    }
    print("bare add into 6 groups, for comparison", nanos);
  }

  private void measure(String name, int groupCount, Key key, String... functions) throws Exception {
    if (!name.contains(chosen)) {
      return;
    }
    var types = List.<Type>of(key == Key.DICTIONARY || key == Key.TEXT ? VARCHAR : BIGINT, DOUBLE);
    var node = node(types, key == Key.NONE ? List.of() : List.of(0), functions);
    var random = new Random(2);
    var entries = texts(IntStream.range(0, groupCount).asLongStream().toArray());
    var input = new ArrayList<Batch>();
    var exact = BigDecimal.ZERO;
    for (int i = 0; i < batches; i++) {
      var values = new double[BATCH];
      for (int row = 0; row < BATCH; row++) {
        values[row] = Math.round(random.nextDouble() * 2e6) / 100.0;
      }
      if (i < 50) {
        exact = exact.add(sum(values));
      }
      input.add(new Batch(BATCH, keys(key, groupCount, entries, i, random), doubles(values)));
    }
    check(node, input.subList(0, Math.min(50, input.size())), exact);
    var nanos = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      processorNanos.reset();
      long rows = aggregate(node, input).rows();
      nanos[i] = processorNanos.sum() / ((double) batches * BATCH);
      if (key != Key.NONE && rows > groupCount) {
        throw new IllegalStateException(name + ": " + rows + " groups");
      }
    }
    print(name, nanos);
    input.forEach(Batch::close);
    entries.close();
  }

  /// The first batches by themselves: their sum over all groups is that of BigDecimal where one
  /// group has everything, and every row is counted.
  private void check(PlanNode.Aggregate node, List<Batch> input, BigDecimal exact)
      throws Exception {
    var result = aggregate(node, input);
    if (node.keys().isEmpty() && result.last() != exact.doubleValue()) {
      throw new IllegalStateException("sum " + result.last() + " is not " + exact);
    }
    if (node.calls().getFirst().function().equals("count")
        && result.counted() != (long) input.size() * BATCH) {
      throw new IllegalStateException(result.counted() + " rows counted");
    }
  }

  /// Rows that came out, the sum of the first column after the keys when it holds counts, and the
  /// last double.
  private record Result(long rows, long counted, double last) {}

  private Result aggregate(PlanNode.Aggregate node, List<Batch> input) throws Exception {
    var memory = new OperatorMemory(allocator, allocator);
    var breaker = HashAggregation.breaker(node, memory, BATCH);
    try (var pool = Executors.newFixedThreadPool(threads);
        var sink = breaker.sink();
        var source = breaker.source()) {
      var writers = IntStream.range(0, threads).mapToObj(i -> sink.open()).toList();
      var pushes = new ArrayList<Callable<Void>>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        pushes.add(timed(() -> push(writers.get(first), input, first)));
      }
      for (var done : pool.invokeAll(pushes)) {
        done.get();
      }
      writers.forEach(Sink.Writer::close);
      sink.finish();
      var reads = new ArrayList<Callable<Result>>();
      for (int thread = 0; thread < threads; thread++) {
        reads.add(timed(() -> read(source, node)));
      }
      var total = new Result(0, 0, 0);
      for (var done : pool.invokeAll(reads)) {
        var part = done.get();
        total =
            new Result(
                total.rows() + part.rows(),
                total.counted() + part.counted(),
                part.rows() > 0 ? part.last() : total.last());
      }
      return total;
    }
  }

  private <T> Callable<T> timed(Callable<T> work) {
    return () -> {
      long began = processorTime();
      try {
        return work.call();
      } finally {
        processorNanos.add(processorTime() - began);
      }
    };
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Void push(Sink.Writer writer, List<Batch> input, int first) {
    for (int i = first; i < input.size(); i += threads) {
      var batch = input.get(i);
      writer.push(new Batch(batch.rows(), batch.column(0).share(), batch.column(1).share()));
    }
    writer.finish();
    return null;
  }

  private static Result read(Source source, PlanNode.Aggregate node) {
    long rows = 0;
    long counted = 0;
    double last = 0;
    boolean counts = node.calls().getFirst().function().equals("count");
    try (var reader = source.open()) {
      while (!reader.finished()) {
        try (var batch = reader.next()) {
          if (batch != null && batch.rows() > 0) {
            rows += batch.rows();
            var column = batch.column(node.keys().size());
            for (int row = 0; counts && row < batch.rows(); row++) {
              counted += column.values().getAtIndex(Column.LONG, row);
            }
            var values = batch.column(batch.columnCount() - 1);
            last = values.values().getAtIndex(Column.DOUBLE, batch.rows() - 1L);
          }
        }
      }
    }
    return new Result(rows, counted, last);
  }

  private static PlanNode.Aggregate node(
      List<Type> types, List<Integer> keys, String... functions) {
    var calls = new ArrayList<AggregateCall>();
    var output = new ArrayList<Field>();
    keys.forEach(key -> output.add(Field.of("k", types.get(key))));
    for (var function : functions) {
      var arguments = function.equals("count") ? List.<Integer>of() : List.of(1);
      var argumentTypes = arguments.stream().map(types::get).toList();
      var resolved = AggregateFunctions.resolve(function, argumentTypes).orElseThrow();
      calls.add(
          new AggregateCall(
              function,
              arguments,
              argumentTypes,
              false,
              OptionalInt.empty(),
              resolved.resultType()));
      output.add(Field.of(function, resolved.resultType()));
    }
    var schema = Schema.of(Field.of("k", types.get(0)), Field.of("x", types.get(1)));
    return new PlanNode.Aggregate(
        new PlanNode.Values(schema, List.of()),
        keys,
        calls,
        AggregatePhase.SINGLE,
        new Schema(output));
  }

  private Column keys(Key key, int count, Column entries, int batch, Random random) {
    var numbers = new long[BATCH];
    for (int row = 0; row < BATCH; row++) {
      numbers[row] =
          switch (key) {
            case NONE -> 0;
            case SORTED -> ((long) batch * BATCH + row) * count / ((long) batches * BATCH);
            case DICTIONARY, TEXT, INTEGER -> random.nextInt(count);
          };
    }
    return switch (key) {
      case NONE, INTEGER, SORTED -> longs(numbers);
      case TEXT -> texts(numbers);
      case DICTIONARY -> dictionary(numbers, entries);
    };
  }

  private Column dictionary(long[] numbers, Column entries) {
    var indices = allocator.buffer(4L * BATCH);
    for (int row = 0; row < BATCH; row++) {
      Memory.segment(indices).setAtIndex(Column.INT, row, (int) numbers[row]);
    }
    return Column.dictionary(BATCH, null, indices, entries.share());
  }

  private Column longs(long[] numbers) {
    var buffer = allocator.buffer(8L * numbers.length);
    for (int row = 0; row < numbers.length; row++) {
      Memory.segment(buffer).setAtIndex(Column.LONG, row, numbers[row]);
    }
    return Column.fixed(BIGINT, numbers.length, null, buffer);
  }

  private Column doubles(double[] numbers) {
    var buffer = allocator.buffer(8L * numbers.length);
    for (int row = 0; row < numbers.length; row++) {
      Memory.segment(buffer).setAtIndex(Column.DOUBLE, row, numbers[row]);
    }
    return Column.fixed(DOUBLE, numbers.length, null, buffer);
  }

  /// Texts that begin alike and differ in a number.
  private Column texts(long[] numbers) {
    try (var builder = new ColumnBuilder(VARCHAR, numbers.length, allocator)) {
      for (long number : numbers) {
        builder.append(Literal.of("Cidade " + number));
      }
      return builder.build();
    }
  }

  private static BigDecimal sum(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void print(String name, double[] nanos) {
    Arrays.sort(nanos);
    System.out.printf("%-50s %6.2f %6.2f%n", name, nanos[0], nanos[nanos.length / 2]);
  }
}
