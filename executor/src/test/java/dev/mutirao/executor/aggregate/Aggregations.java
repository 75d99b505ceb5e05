package dev.mutirao.executor.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.testing.TestColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/// Runs aggregations over rows of literals, cut and encoded by a seed.
final class Aggregations {
  private final BufferAllocator allocator;
  private final OperatorMemory memory;
  private final Random random;

  /// Threads that take part, rows of a batch that comes out, and bits of the hash that count.
  int threads = 1;

  int batchRows = 8192;

  /// Rows of a batch that goes in, and whether its columns may be dictionary encoded.
  int maxInputRows = 300;

  boolean mayEncode = true;
  long hashMask = HashAggregation.ALL_BITS;
  PartialAggregation.Limits limits = PartialAggregation.Limits.DEFAULT;
  PartitioningLimits groupLimits = PartitioningLimits.DEFAULT;

  Aggregations(BufferAllocator allocator, long seed) {
    this.allocator = allocator;
    this.memory = new OperatorMemory(allocator, allocator);
    this.random = new Random(seed);
  }

  /// Limits under which rows are grouped at once, kept to the end, or kept and grouped now and
  /// then.
  static PartitioningLimits groupLimits(int choice) {
    return groupLimits(choice, 37);
  }

  static PartitioningLimits groupLimits(int choice, int stageRows) {
    return switch (choice % 3) {
      case 0 -> PartitioningLimits.DEFAULT;
      case 1 -> new PartitioningLimits(1, 1e9, stageRows, Integer.MAX_VALUE, 1);
      default -> new PartitioningLimits(1, 1e9, stageRows / 3, stageRows, 0);
    };
  }

  /// A node over columns of these types.
  static PlanNode.Aggregate node(
      AggregatePhase phase, List<Type> input, List<Integer> keys, AggregateCall... calls) {
    var columns = new ArrayList<Field>();
    keys.forEach(key -> columns.add(Field.of("k" + key, input.get(key))));
    for (var call : calls) {
      var types =
          phase == AggregatePhase.PARTIAL
              ? AggregateFunctions.stateTypes(call)
              : List.of(call.type());
      types.forEach(type -> columns.add(Field.of(call.function() + columns.size(), type)));
    }
    return new PlanNode.Aggregate(
        new PlanNode.Values(schema(input), List.of()),
        keys,
        List.of(calls),
        phase,
        new Schema(columns));
  }

  static AggregateCall call(String function, List<Type> input, Integer... arguments) {
    var types = java.util.Arrays.stream(arguments).map(input::get).toList();
    var resolved = AggregateFunctions.resolve(function, types).orElseThrow();
    return new AggregateCall(
        function, List.of(arguments), types, false, OptionalInt.empty(), resolved.resultType());
  }

  /// A call with arguments that are the same for all rows.
  static AggregateCall call(
      String function, List<Type> input, List<Literal> constants, Integer... arguments) {
    var types = java.util.Arrays.stream(arguments).map(input::get).toList();
    var given = new ArrayList<>(types);
    constants.forEach(constant -> given.add(constant.type()));
    var resolved = AggregateFunctions.resolve(function, given).orElseThrow();
    return new AggregateCall(
        function,
        List.of(arguments),
        types,
        constants,
        List.of(),
        false,
        OptionalInt.empty(),
        resolved.resultType());
  }

  /// The call with columns as sort keys.
  static AggregateCall ordered(AggregateCall call, List<Type> input, SortKey... keys) {
    var arguments = new ArrayList<>(call.arguments());
    var types = new ArrayList<>(call.argumentTypes());
    var order = new ArrayList<SortKey>();
    for (var key : keys) {
      order.add(new SortKey(arguments.size(), key.descending(), key.nullsFirst()));
      arguments.add(key.column());
      types.add(input.get(key.column()));
    }
    return new AggregateCall(
        call.function(),
        arguments,
        types,
        call.constants(),
        order,
        call.distinct(),
        call.filter(),
        call.type());
  }

  static AggregateCall distinct(AggregateCall call) {
    return new AggregateCall(
        call.function(),
        call.arguments(),
        call.argumentTypes(),
        call.constants(),
        call.orderBy(),
        true,
        call.filter(),
        call.type());
  }

  static AggregateCall filter(AggregateCall call, int column) {
    return new AggregateCall(
        call.function(),
        call.arguments(),
        call.argumentTypes(),
        call.constants(),
        call.orderBy(),
        call.distinct(),
        OptionalInt.of(column),
        call.type());
  }

  /// The FINAL node that goes with a PARTIAL one.
  static PlanNode.Aggregate finalOf(PlanNode.Aggregate partial) {
    var input = partial.output().fields().stream().map(Field::type).toList();
    int next = partial.keys().size();
    var calls = new ArrayList<AggregateCall>();
    for (var call : partial.calls()) {
      int states = AggregateFunctions.stateTypes(call).size();
      calls.add(call.over(IntStream.range(next, next + states).boxed().toList()));
      next += states;
    }
    return node(
        AggregatePhase.FINAL,
        input,
        IntStream.range(0, partial.keys().size()).boxed().toList(),
        calls.toArray(AggregateCall[]::new));
  }

  /// Results of a SINGLE node by key.
  Map<List<Literal>, List<Literal>> run(PlanNode.Aggregate node, List<List<Literal>> rows) {
    return runBatches(node, batches(node.input().output(), rows));
  }

  /// Results of a PARTIAL node and the FINAL one after it, by key.
  Map<List<Literal>, List<Literal>> runInPhases(
      PlanNode.Aggregate partial, List<List<Literal>> rows) {
    return runBatches(finalOf(partial), partialStates(partial, rows));
  }

  /// The same with states merged into fewer on the way.
  Map<List<Literal>, List<Literal>> runInThreePhases(
      PlanNode.Aggregate partial, List<List<Literal>> rows) {
    var last = finalOf(partial);
    var between =
        new PlanNode.Aggregate(
            last.input(), last.keys(), last.calls(), AggregatePhase.INTERMEDIATE, partial.output());
    return runBatches(last, streamed(between, partialStates(partial, rows)));
  }

  List<Batch> partialStates(PlanNode.Aggregate partial, List<List<Literal>> rows) {
    return streamed(partial, batches(partial.input().output(), rows));
  }

  private List<Batch> streamed(PlanNode.Aggregate node, List<Batch> input) {
    var states = new ArrayList<Batch>();
    var output =
        new Output() {
          @Override
          public void accept(Batch batch) {
            states.add(batch);
          }

          @Override
          public boolean wantsMore() {
            return true;
          }
        };
    var operators = new ArrayList<Operator>();
    try (var factory = HashAggregation.partial(node, memory, batchRows, limits, hashMask)) {
      for (int i = 0; i < threads; i++) {
        operators.add(factory.open());
      }
      for (var batch : input) {
        operators.get(random.nextInt(threads)).push(batch, output);
      }
      operators.forEach(operator -> operator.finish(output));
      operators.forEach(Operator::close);
    }
    return states;
  }

  Map<List<Literal>, List<Literal>> runBatches(PlanNode.Aggregate node, List<Batch> batches) {
    var results = new HashMap<List<Literal>, List<Literal>>();
    var breaker = HashAggregation.breaker(node, memory, batchRows, hashMask, groupLimits);
    try (var sink = breaker.sink();
        var source = breaker.source()) {
      var writers = IntStream.range(0, threads).mapToObj(i -> sink.open()).toList();
      batches.forEach(batch -> writers.get(random.nextInt(threads)).push(batch));
      writers.forEach(Sink.Writer::finish);
      writers.forEach(Sink.Writer::close);
      sink.finish();
      assertTrue(source.maxReaders() >= 1);
      var readers = IntStream.range(0, threads).mapToObj(i -> source.open()).toList();
      for (var reader : readers) {
        while (!reader.finished()) {
          try (var batch = reader.next()) {
            if (batch != null) {
              collect(node, batch, results);
            }
          }
        }
        assertNull(reader.next());
        reader.close();
      }
    }
    return results;
  }

  /// Rows in batches of random sizes, with columns encoded or not at random.
  List<Batch> batches(Schema schema, List<List<Literal>> rows) {
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < rows.size(); ) {
      int rowCount = 1 + random.nextInt(random.nextInt(4) == 0 ? 5 : maxInputRows);
      int to = Math.min(rows.size(), from + rowCount);
      batches.add(batch(schema, rows.subList(from, to)));
      from = to;
    }
    return batches;
  }

  Batch batch(Schema schema, List<List<Literal>> rows) {
    var columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      int index = i;
      var values = rows.stream().map(row -> row.get(index)).toList();
      columns[i] =
          mayEncode && random.nextInt(3) == 0 && schema.type(i) != Type.Simple.NULL
              ? TestColumns.encoded(allocator, schema.type(i), values)
              : Cells.column(schema.type(i), values, allocator);
    }
    return new Batch(rows.size(), columns);
  }

  private void collect(
      PlanNode.Aggregate node, Batch batch, Map<List<Literal>, List<Literal>> results) {
    assertTrue(batch.rows() <= batchRows);
    assertEquals(node.output().size(), batch.columnCount());
    for (int i = 0; i < batch.columnCount(); i++) {
      assertEquals(node.output().type(i), batch.column(i).type());
    }
    int keys = node.keys().size();
    for (int row = 0; row < batch.rows(); row++) {
      var cells = Cells.row(batch, row);
      var earlier =
          results.put(List.copyOf(cells.subList(0, keys)), cells.subList(keys, cells.size()));
      assertNull(earlier, "a group came out twice");
    }
  }

  private static Schema schema(List<Type> types) {
    return new Schema(
        IntStream.range(0, types.size()).mapToObj(i -> Field.of("c" + i, types.get(i))).toList());
  }
}
