package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// Values of a fixed width, as {@link Vectors#longs} gives them or as 128 bits, low half first.
final class FixedCells implements GroupCells {
  private final Type type;
  private final boolean wide;
  private final boolean isFloatingKey;
  private final StateArray values;
  private final StateArray seen;
  private final Vectors vectors = new Vectors();
  private boolean[] nulls = new boolean[0];
  private long[] low = new long[0];
  private long[] high = new long[0];

  FixedCells(Type type, boolean isKey, BufferAllocator state) {
    var layout = type.layout();
    this.type = type;
    this.wide = layout == Layout.INT128;
    this.isFloatingKey = isKey && (layout == Layout.FLOAT32 || layout == Layout.FLOAT64);
    this.values = new StateArray(state);
    this.seen = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    values.reserve((long) groups << (wide ? 4 : 3));
    seen.reserve(groups);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    int count = rows.count();
    if (nulls.length < count) {
      nulls = new boolean[count];
      high = new long[wide ? count : 0];
    }
    boolean mayHaveNulls = column.mayHaveNulls();
    for (int i = 0; i < count; i++) {
      nulls[i] = mayHaveNulls && column.isNull(rows.row(i));
    }
    if (!wide) {
      low = vectors.longs(column, rows);
      for (int i = 0; isFloatingKey && i < count; i++) {
        low[i] = FloatOrder.equalityCode(low[i]);
      }
      return;
    }
    low = low.length < count ? new long[count] : low;
    var cells = vectors.cells(column, rows);
    var memory = Vectors.flat(column).values();
    for (int i = 0; i < count; i++) {
      if (!nulls[i]) {
        low[i] = memory.get(LONG, (long) cells[i] << 4);
        high[i] = memory.get(LONG, ((long) cells[i] << 4) + 8);
      }
    }
  }

  @Override
  public boolean isNull(int i) {
    return nulls[i];
  }

  @Override
  public boolean isGroupNull(int group) {
    return seen.segment().get(BYTE, group) == 0;
  }

  @Override
  public int compare(int i, int group) {
    var memory = values.segment();
    if (!wide) {
      return Long.compare(low[i], memory.get(LONG, (long) group << 3));
    }
    long at = (long) group << 4;
    int order = Long.compare(high[i], memory.get(LONG, at + 8));
    return order != 0 ? order : Long.compareUnsigned(low[i], memory.get(LONG, at));
  }

  @Override
  public void set(int i, int group) {
    seen.segment().set(BYTE, group, (byte) (nulls[i] ? 0 : 1));
    if (nulls[i]) {
      return;
    }
    if (wide) {
      values.segment().set(LONG, (long) group << 4, low[i]);
      values.segment().set(LONG, ((long) group << 4) + 8, high[i]);
    } else {
      values.segment().set(LONG, (long) group << 3, low[i]);
    }
  }

  @Override
  public Column write(int[] groups, int from, int to, BufferAllocator allocator) {
    var memory = values.segment();
    try (var results = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        int group = groups[i];
        if (isGroupNull(group)) {
          results.setNull(i - from);
        } else if (wide) {
          long at = (long) group << 4;
          results.set(i - from, memory.get(LONG, at), memory.get(LONG, at + 8));
        } else {
          results.set(i - from, memory.get(LONG, (long) group << 3));
        }
      }
      return results.finish();
    }
  }

  @Override
  public void clear(int groups) {
    seen.zero(groups);
  }

  @Override
  public long sizeInBytes() {
    return values.sizeInBytes() + seen.sizeInBytes();
  }

  @Override
  public void close() {
    values.close();
    seen.close();
  }
}
