package dev.mutirao.benchmarks;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.sort.Sorting;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// What sorting costs per row on one thread: 3M rows of a random double, one of 6,000 texts and a
/// row number, ordered by the double, by text and number, and the first 100 by the double. Prints
/// CPU nanoseconds per row, best and worst of the rounds after the first.
public final class SortRows {
  private static final int ROWS = 3_000_000;
  private static final int ROUNDS = 5;
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("x", Type.Simple.DOUBLE),
          Field.of("city", Type.Simple.VARCHAR),
          Field.of("n", Type.Simple.BIGINT));

  private SortRows() {}

  public static void main(String[] arguments) {
    var byNumber = List.of(new SortKey(0, false, false));
    var byText = List.of(new SortKey(1, false, false), new SortKey(2, true, false));
    measure("double", byNumber, ROWS);
    measure("text, number", byText, ROWS);
    measure("double, first 100", byNumber, 100);
  }

  private static void measure(String name, List<SortKey> keys, int limit) {
    double best = Double.MAX_VALUE;
    double worst = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (var root = new RootAllocator();
          var state = root.newChildAllocator("sort", 0, Long.MAX_VALUE)) {
        var memory = new OperatorMemory(root, state);
        var values = new PlanNode.Values(SCHEMA, List.of());
        var breaker =
            limit == ROWS
                ? Sorting.sort(new PlanNode.Sort(values, keys), memory, Batch.TARGET_ROWS)
                : Sorting.topN(
                    new PlanNode.TopN(values, keys, 0, limit), memory, Batch.TARGET_ROWS);
        double spent = sort(breaker, limit, root) / (double) ROWS;
        if (round > 0) {
          best = Math.min(best, spent);
          worst = Math.max(worst, spent);
        }
      }
    }
    System.out.printf(Locale.ROOT, "%-18s %.1f (to %.1f) ns per row%n", name, best, worst);
  }

  private static long sort(Breaker breaker, int expected, BufferAllocator allocator) {
    var random = new Random(1);
    long spent = 0;
    try (var writer = breaker.sink().open()) {
      for (int from = 0; from < ROWS; from += Batch.TARGET_ROWS) {
        var batch = batch(random, from, Math.min(Batch.TARGET_ROWS, ROWS - from), allocator);
        long began = now();
        writer.push(batch);
        spent += now() - began;
      }
      long began = now();
      writer.finish();
      breaker.sink().finish();
      spent += now() - began;
    }
    long began = now();
    long rows = 0;
    try (var reader = breaker.source().open()) {
      while (!reader.finished()) {
        try (var batch = reader.next()) {
          rows += batch == null ? 0 : batch.rows();
        }
      }
    }
    spent += now() - began;
    breaker.source().close();
    breaker.sink().close();
    if (rows != expected) {
      throw new IllegalStateException("expected " + expected + " rows, got " + rows);
    }
    return spent;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Batch batch(Random random, int from, int rows, BufferAllocator allocator) {
    var doubles = allocator.buffer(8L * rows);
    var numbers = allocator.buffer(8L * rows);
    try (var texts = new ColumnBuilder(Type.Simple.VARCHAR, rows, allocator)) {
      for (int row = 0; row < rows; row++) {
        Memory.segment(doubles).set(Column.DOUBLE, 8L * row, random.nextDouble());
        Memory.segment(numbers).set(Column.LONG, 8L * row, from + row);
        texts.appendBytes(CITIES[random.nextInt(CITIES.length)]);
      }
      return new Batch(
          rows,
          Column.fixed(Type.Simple.DOUBLE, rows, null, doubles),
          texts.build(),
          Column.fixed(Type.Simple.BIGINT, rows, null, numbers));
    }
  }

  private static final byte[][] CITIES = cities();

  private static byte[][] cities() {
    var cities = new byte[6000][];
    for (int city = 0; city < cities.length; city++) {
      cities[city] = ("Cidade " + city * 7919 % 100_003).getBytes(StandardCharsets.UTF_8);
    }
    return cities;
  }
}
