package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// Keys of at most 64 bits, kept as {@link BoundKeys} gives them.
final class FixedKeys implements KeyColumn {
  private final Type type;
  private final StateArray codes;

  /// A byte per group, 1 for NULL; no memory until a NULL comes.
  private final StateArray nulls;

  private final BoundKeys bound;

  FixedKeys(Type type, BufferAllocator state) {
    this.type = type;
    this.codes = new StateArray(state);
    this.nulls = new StateArray(state);
    this.bound = new BoundKeys(type);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    bound.bind(column, rows);
  }

  /// Uses numbers that are not in a column; none is NULL.
  void bind(int[] values, int count) {
    bound.bind(values, count);
  }

  /// The key of a group.
  long code(int group) {
    return codes.segment().get(LONG, (long) group << 3);
  }

  @Override
  public void hash(long[] hashes, int count) {
    var keys = bound.codes();
    if (bound.mayBeNull()) {
      for (int i = 0; i < count; i++) {
        hashes[i] = KeyHash.combine(hashes[i], bound.isNull(i) ? KeyHash.NULL : keys[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        hashes[i] = KeyHash.combine(hashes[i], keys[i]);
      }
    }
  }

  @Override
  public void append(int group, int[] positions, int count) {
    codes.reserve((long) (group + count) << 3);
    var memory = codes.segment();
    for (int i = 0; i < count; i++) {
      memory.set(LONG, (long) (group + i) << 3, bound.codes()[positions[i]]);
    }
    if (bound.mayBeNull() || nulls.capacity() > 0) {
      nulls.reserve(Math.max(group + count, codes.capacity() >>> 3));
      for (int i = 0; i < count; i++) {
        nulls.segment().set(BYTE, group + i, (byte) (bound.isNull(positions[i]) ? 1 : 0));
      }
    }
  }

  @Override
  public boolean equal(int position, int group) {
    return code(group) == bound.codes()[position] && isNull(group) == bound.isNull(position);
  }

  @Override
  public int separate(int[] positions, int count, int[] groups, int[] different, int differing) {
    if (bound.mayBeNull() || nulls.capacity() > 0) {
      return KeyColumn.super.separate(positions, count, groups, different, differing);
    }
    var memory = codes.segment();
    var keys = bound.codes();
    int kept = 0;
    int moved = differing;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      if (memory.get(LONG, (long) groups[position] << 3) == keys[position]) {
        positions[kept++] = position;
      } else {
        different[moved++] = position;
      }
    }
    return moved;
  }

  @Override
  public void write(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    try (var keys = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        keys.set(i - from, code(groups[i]));
        if (isNull(groups[i])) {
          keys.setNull(i - from);
        }
      }
      output.add(keys.finish());
    }
  }

  @Override
  public long sizeInBytes() {
    return codes.sizeInBytes() + nulls.sizeInBytes();
  }

  @Override
  public void close() {
    codes.close();
    nulls.close();
  }

  private boolean isNull(int group) {
    return group < nulls.capacity() && nulls.segment().get(BYTE, group) != 0;
  }
}
