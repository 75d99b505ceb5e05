package dev.mutirao.benchmarks;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.join.Join;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.PlanNode;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// What a join costs per row: 1.5M build keys as in TPC-H orders (8 used of every 32), every second
/// of them kept, and 6M probes on one thread, in storage order and in random order. `dense` keys
/// suit a table indexed by key, `sparse` ones (the same times 1000) need hashing. Prints CPU
/// nanoseconds per row, best and worst of the rounds after the first.
public final class JoinProbe {
  private static final int BUILD = 1_500_000;
  private static final int PROBE = 6_000_000;
  private static final int ROUNDS = 6;
  private static final Schema SCHEMA =
      Schema.of(Field.of("key", Type.Simple.BIGINT), Field.of("payload", Type.Simple.BIGINT));

  private JoinProbe() {}

  public static void main(String[] arguments) {
    for (var kind : List.of(JoinKind.SEMI, JoinKind.INNER)) {
      for (boolean dense : new boolean[] {true, false}) {
        for (boolean ordered : new boolean[] {true, false}) {
          measure(kind, dense, ordered);
        }
      }
    }
  }

  private static void measure(JoinKind kind, boolean dense, boolean ordered) {
    long scale = dense ? 1 : 1000;
    var random = new Random(1);
    var order = random.ints(PROBE, 0, BUILD).toArray();
    IntToLongFunction probeKey =
        row -> scale * orderKey(ordered ? row / (PROBE / BUILD) : order[row]);
    double bestBuild = Double.MAX_VALUE;
    double best = Double.MAX_VALUE;
    double worst = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (var root = new RootAllocator();
          var state = root.newChildAllocator("join", 0, Long.MAX_VALUE)) {
        var values = new PlanNode.Values(SCHEMA, List.of());
        var node =
            new PlanNode.HashJoin(values, values, kind, List.of(0), List.of(0), Optional.empty());
        var expressions = new ExpressionCompiler(FunctionRegistry.builtIn());
        var join =
            Join.hash(
                node, List.of(), expressions, new OperatorMemory(root, state), Batch.TARGET_ROWS);
        double build = build(join, row -> scale * orderKey(2 * row), root);
        double probe = probe(join, probeKey, expected(order, ordered), root);
        join.build().close();
        if (round > 0) {
          bestBuild = Math.min(bestBuild, build);
          best = Math.min(best, probe);
          worst = Math.max(worst, probe);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-5s %-6s keys, %-8s build %.1f, probe %.1f (to %.1f) ns per row%n",
        kind,
        dense ? "dense" : "sparse",
        ordered ? "in order" : "random",
        bestBuild,
        best,
        worst);
  }

  /// CPU time of this thread: other programs on the machine matter less.
  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long orderKey(int row) {
    return (long) (row >> 3) << 5 | row & 7;
  }

  private static long expected(int[] order, boolean ordered) {
    long found = 0;
    for (int row = 0; row < PROBE; row++) {
      found += (ordered ? row / (PROBE / BUILD) : order[row]) % 2 == 0 ? 1 : 0;
    }
    return found;
  }

  private static double build(Join join, IntToLongFunction key, BufferAllocator allocator) {
    long spent = 0;
    try (var writer = join.build().open()) {
      for (int from = 0; from < BUILD / 2; from += Batch.TARGET_ROWS) {
        var batch = batch(key, from, Math.min(Batch.TARGET_ROWS, BUILD / 2 - from), allocator);
        long began = now();
        writer.push(batch);
        spent += now() - began;
      }
      long began = now();
      writer.finish();
      join.build().finish();
      spent += now() - began;
    }
    return spent / (BUILD / 2.0);
  }

  private static double probe(
      Join join, IntToLongFunction key, long expected, BufferAllocator allocator) {
    long spent = 0;
    var counter = new Counter();
    try (var operator = join.probe().open()) {
      for (int from = 0; from < PROBE; from += Batch.TARGET_ROWS) {
        var batch = batch(key, from, Math.min(Batch.TARGET_ROWS, PROBE - from), allocator);
        long began = now();
        operator.push(batch, counter);
        spent += now() - began;
      }
      operator.finish(counter);
    }
    join.probe().close();
    if (counter.rows != expected) {
      throw new IllegalStateException("expected " + expected + " rows, got " + counter.rows);
    }
    return spent / (double) PROBE;
  }

  private static Batch batch(IntToLongFunction key, int from, int rows, BufferAllocator allocator) {
    var keys = allocator.buffer(8L * rows);
    var payload = allocator.buffer(8L * rows);
    for (int row = 0; row < rows; row++) {
      Memory.segment(keys).set(Column.LONG, 8L * row, key.applyAsLong(from + row));
      Memory.segment(payload).set(Column.LONG, 8L * row, from + row);
    }
    return new Batch(
        rows,
        Column.fixed(Type.Simple.BIGINT, rows, null, keys),
        Column.fixed(Type.Simple.BIGINT, rows, null, payload));
  }

  private static final class Counter implements Output {
    private long rows;

    @Override
    public void accept(Batch batch) {
      try (batch) {
        rows += batch.rows();
      }
    }

    @Override
    public boolean wantsMore() {
      return true;
    }
  }
}
