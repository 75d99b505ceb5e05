package dev.mutirao.connectors.range;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Fills batches with consecutive integers.
final class RangeReader implements SplitReader {
  private final int columns;
  private final ReadContext context;
  private long next;
  private long left;

  RangeReader(Split split, int columns, ReadContext context) {
    this.columns = columns;
    this.context = context;
    this.next = split.start();
    this.left = split.length();
  }

  @Override
  public @Nullable Batch next() {
    if (left == 0) {
      return null;
    }
    int rows = (int) Math.min(left, context.batchRows());
    var output = new Column[columns];
    for (int i = 0; i < columns; i++) {
      var values = context.allocator().buffer((long) rows * Long.BYTES);
      fill(Memory.segment(values), next, rows);
      output[i] = Column.fixed(Type.Simple.BIGINT, rows, null, values);
    }
    next += rows;
    left -= rows;
    return new Batch(rows, output);
  }

  private static void fill(MemorySegment values, long first, int rows) {
    for (int row = 0; row < rows; row++) {
      values.set(Column.LONG, (long) row * Long.BYTES, first + row);
    }
  }

  @Override
  public void close() {
    left = 0;
  }
}
