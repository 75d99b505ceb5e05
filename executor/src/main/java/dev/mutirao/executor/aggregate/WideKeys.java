package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// Keys of 128 bits.
final class WideKeys implements KeyColumn {
  /// Bytes per group: 1 for NULL, and the low and high half of the value, 0 under NULL.
  private static final int WIDTH = 24;

  private final Type type;
  private final StateArray keys;
  private long[] low = new long[0];
  private long[] high = new long[0];
  private boolean[] nulls = new boolean[0];

  WideKeys(Type type, BufferAllocator state) {
    this.type = type;
    this.keys = new StateArray(state);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    int count = rows.count();
    if (low.length < count) {
      low = new long[count];
      high = new long[count];
      nulls = new boolean[count];
    }
    var values = Vectors.flat(column).values();
    for (int i = 0; i < count; i++) {
      int row = rows.row(i);
      nulls[i] = column.isNull(row);
      long at = nulls[i] ? 0 : (long) Vectors.cell(column, row) << 4;
      low[i] = nulls[i] ? 0 : values.get(LONG, at);
      high[i] = nulls[i] ? 0 : values.get(LONG, at + 8);
    }
  }

  @Override
  public void hash(long[] hashes, int count) {
    for (int i = 0; i < count; i++) {
      long whole = nulls[i] ? KeyHash.NULL : KeyHash.combine(high[i], low[i]);
      hashes[i] = KeyHash.combine(hashes[i], whole);
    }
  }

  @Override
  public void append(int group, int[] positions, int count) {
    keys.reserve((long) (group + count) * WIDTH);
    var memory = keys.segment();
    for (int i = 0; i < count; i++) {
      long at = (long) (group + i) * WIDTH;
      memory.set(LONG, at, nulls[positions[i]] ? 1 : 0);
      memory.set(LONG, at + 8, low[positions[i]]);
      memory.set(LONG, at + 16, high[positions[i]]);
    }
  }

  @Override
  public boolean equal(int position, int group) {
    var memory = keys.segment();
    long at = (long) group * WIDTH;
    return memory.get(LONG, at + 8) == low[position]
        && memory.get(LONG, at + 16) == high[position]
        && memory.get(BYTE, at) != 0 == nulls[position];
  }

  @Override
  public void write(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = keys.segment();
    try (var writer = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        long at = (long) groups[i] * WIDTH;
        writer.set(i - from, memory.get(LONG, at + 8), memory.get(LONG, at + 16));
        if (memory.get(BYTE, at) != 0) {
          writer.setNull(i - from);
        }
      }
      output.add(writer.finish());
    }
  }

  @Override
  public long sizeInBytes() {
    return keys.sizeInBytes();
  }

  @Override
  public void close() {
    keys.close();
  }
}
