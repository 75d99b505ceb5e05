package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// APPROX_COUNT_DISTINCT. State: what {@link DistinctSketches} writes.
final class DistinctEstimateAccumulator implements Accumulator {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final Layout layout;
  private final DistinctSketches sketches;
  private final Vectors vectors = new Vectors();

  DistinctEstimateAccumulator(Type type, BufferAllocator state) {
    this.layout = type.layout();
    this.sketches = new DistinctSketches(state);
  }

  @Override
  public void grow(int groups) {
    sketches.grow(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var groups = rows.groups();
    switch (layout) {
      case BYTES -> {
        var flat = Vectors.flat(arguments[0]);
        var cells = vectors.cells(arguments[0], rows);
        for (int i = 0; i < rows.count(); i++) {
          int from = flat.offsets().get(INT, (long) cells[i] << 2);
          int to = flat.offsets().get(INT, (long) cells[i] + 1 << 2);
          sketches.add(groups[i], hash(KeyHash.bytes(flat.values(), from, to - from)));
        }
      }
      case INT128 -> {
        var values = Vectors.flat(arguments[0]).values();
        var cells = vectors.cells(arguments[0], rows);
        for (int i = 0; i < rows.count(); i++) {
          long at = (long) cells[i] << 4;
          long whole = KeyHash.combine(values.get(LONG, at + 8), values.get(LONG, at));
          sketches.add(groups[i], hash(whole));
        }
      }
      case FLOAT32, FLOAT64 -> {
        var codes = vectors.longs(arguments[0], rows);
        for (int i = 0; i < rows.count(); i++) {
          sketches.add(groups[i], hash(FloatOrder.equalityCode(codes[i])));
        }
      }
      case BIT, INT8, INT16, INT32, INT64 -> {
        var codes = vectors.longs(arguments[0], rows);
        for (int i = 0; i < rows.count(); i++) {
          sketches.add(groups[i], hash(codes[i]));
        }
      }
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var column = state[0];
    for (int i = 0; i < rows.count(); i++) {
      int from = column.offsets().get(INT, (long) rows.row(i) << 2);
      int to = column.offsets().get(INT, (long) rows.row(i) + 1 << 2);
      sketches.merge(rows.groups()[i], column.values(), from, to - from);
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    long length = 0;
    for (int i = from; i < to; i++) {
      length += sketches.bytes(groups[i]);
    }
    try (var writer = new BytesColumnWriter(allocator, Type.Simple.VARBINARY, to - from, length)) {
      for (int i = from; i < to; i++) {
        long at = writer.append(sketches.bytes(groups[i]));
        sketches.write(groups[i], writer.bytes(), at);
      }
      output.add(writer.finish());
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        results.set(i - from, sketches.estimate(groups[i]));
      }
      output.add(results.finish());
    }
  }

  @Override
  public void clear(int groups) {
    sketches.clear(groups);
  }

  @Override
  public long sizeInBytes() {
    return sketches.sizeInBytes();
  }

  @Override
  public void close() {
    sketches.close();
  }

  /// Another hash than that of the groups, which would else fill a few registers only.
  private static long hash(long value) {
    return KeyHash.mix(value ^ GOLDEN);
  }
}
