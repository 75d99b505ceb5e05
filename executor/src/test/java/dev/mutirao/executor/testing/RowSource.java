package dev.mutirao.executor.testing;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Gives rows in batches whose sizes and encodings (flat, dictionary) a seed decides; the readers
/// take batches in turn. Now and then it says that nothing is there yet.
public final class RowSource implements Source {
  private final Schema schema;
  private final List<List<Literal>> rows;
  private final BufferAllocator allocator;
  private final long seed;
  private final List<Integer> ends = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private int failAfter = Integer.MAX_VALUE;

  public RowSource(Schema schema, List<List<Literal>> rows, BufferAllocator allocator, long seed) {
    this.schema = schema;
    this.rows = rows;
    this.allocator = allocator;
    this.seed = seed;
    var random = new Random(seed);
    int largest = rows.size() < 2000 && random.nextBoolean() ? 7 : 1000;
    for (int at = 0; at < rows.size(); ) {
      at = Math.min(rows.size(), at + random.nextInt(largest) + (random.nextInt(5) == 0 ? 0 : 1));
      ends.add(at);
    }
  }

  /// Fails with {@link ExpectedFailure} instead of giving batch number `batches` (from 0).
  public RowSource failingAfter(int batches) {
    failAfter = batches;
    return this;
  }

  /// How many batches it gives when all are read.
  public int batches() {
    return ends.size();
  }

  /// Thrown by a source that was told to fail.
  public static final class ExpectedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Reader open() {
    return new Reader() {
      private boolean paused;

      @Override
      public @Nullable Batch next() {
        paused = !paused && Math.floorMod(seed + next.get(), 3) == 0;
        if (paused) {
          return null;
        }
        int number = next.getAndIncrement();
        if (number >= failAfter) {
          throw new ExpectedFailure();
        }
        return number >= ends.size() ? null : batch(number);
      }

      @Override
      public boolean finished() {
        return next.get() >= ends.size() && failAfter >= ends.size();
      }

      @Override
      public void close() {}
    };
  }

  private Batch batch(int number) {
    int from = number == 0 ? 0 : ends.get(number - 1);
    return batch(
        schema, rows.subList(from, ends.get(number)), allocator, new Random(seed ^ number));
  }

  /// A batch of rows; the random numbers decide which columns are dictionary encoded.
  public static Batch batch(
      Schema schema, List<List<Literal>> rows, BufferAllocator allocator, Random random) {
    var columns = new Column[schema.size()];
    for (int index = 0; index < columns.length; index++) {
      int column = index;
      var cells = rows.stream().map(row -> row.get(column)).toList();
      columns[index] =
          random.nextInt(3) == 0
              ? encoded(schema.type(index), cells, allocator, random)
              : Cells.column(schema.type(index), cells, allocator);
    }
    return new Batch(rows.size(), columns);
  }

  private static Column encoded(
      Type type, List<Literal> cells, BufferAllocator allocator, Random random) {
    var entries =
        new ArrayList<>(cells.stream().filter(cell -> !cell.isNull()).distinct().toList());
    if (entries.isEmpty()) {
      return Cells.column(type, cells, allocator);
    }
    Collections.shuffle(entries, random);
    var numbers = new HashMap<Literal, Integer>();
    entries.forEach(entry -> numbers.put(entry, numbers.size()));
    var indices = allocator.buffer(4L * cells.size());
    var validity =
        cells.stream().anyMatch(Literal::isNull) ? Memory.allValid(allocator, cells.size()) : null;
    for (int row = 0; row < cells.size(); row++) {
      boolean isNull = cells.get(row).isNull();
      Memory.segment(indices).set(Column.INT, 4L * row, numbers.getOrDefault(cells.get(row), 0));
      if (isNull && validity != null) {
        validity.setByte(row / 8, validity.getByte(row / 8) & ~(1 << row % 8));
      }
    }
    try (var builder = new ColumnBuilder(type, entries.size(), allocator)) {
      entries.forEach(builder::append);
      return Column.dictionary(cells.size(), validity, indices, builder.build());
    }
  }
}
