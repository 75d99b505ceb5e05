package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/// Keys of at most 64 bits, kept as {@link Vectors#longs} gives them.
final class FixedKeys implements KeyColumn {
  private final Type type;
  private final boolean floating;
  private final StateArray codes;

  /// A byte per group, 1 for NULL; no memory until a NULL comes.
  private final StateArray nulls;

  private final Vectors vectors = new Vectors();
  private long[] bound = new long[0];
  private boolean[] boundNulls = new boolean[0];
  private boolean mayBeNull;

  FixedKeys(Type type, BufferAllocator state) {
    this.type = type;
    this.floating = type.layout() == Layout.FLOAT32 || type.layout() == Layout.FLOAT64;
    this.codes = new StateArray(state);
    this.nulls = new StateArray(state);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    int count = rows.count();
    mayBeNull = column.mayHaveNulls();
    if (mayBeNull && column.isDictionary() && column.dictionary().rows() == 0) {
      bound = new long[count];
      boundNulls = new boolean[count];
      Arrays.fill(boundNulls, true);
      return;
    }
    bound = vectors.longs(column, rows);
    if (floating) {
      for (int i = 0; i < count; i++) {
        bound[i] = FloatOrder.equalityCode(bound[i]);
      }
    }
    if (mayBeNull) {
      if (boundNulls.length < count) {
        boundNulls = new boolean[count];
      }
      for (int i = 0; i < count; i++) {
        boolean isNull = column.isNull(rows.row(i));
        boundNulls[i] = isNull;
        bound[i] = isNull ? 0 : bound[i];
      }
    }
  }

  /// Uses numbers that are not in a column; none is NULL.
  void bind(int[] values, int count) {
    if (bound.length < count) {
      bound = new long[count];
    }
    for (int i = 0; i < count; i++) {
      bound[i] = values[i];
    }
    mayBeNull = false;
  }

  /// The keys at the positions bound.
  long[] bound() {
    return bound;
  }

  boolean isBoundNull(int position) {
    return mayBeNull && boundNulls[position];
  }

  boolean mayBeNull() {
    return mayBeNull;
  }

  /// The hash of a key by itself.
  long hash(long code) {
    return floating ? KeyHash.mix(code) : KeyHash.neighbourly(code);
  }

  /// Makes `code` the key of a group.
  void append(int group, long code, boolean isNull) {
    codes.reserve((long) group + 1 << 3);
    codes.segment().set(LONG, (long) group << 3, code);
    if (isNull || nulls.capacity() > 0) {
      nulls.reserve(Math.max(group + 1L, codes.capacity() >>> 3));
      nulls.segment().set(BYTE, group, (byte) (isNull ? 1 : 0));
    }
  }

  /// The keys of all groups, 64 bits each.
  MemorySegment codes() {
    return codes.segment();
  }

  long code(int group) {
    return codes.segment().get(LONG, (long) group << 3);
  }

  boolean isNull(int group) {
    return group < nulls.capacity() && nulls.segment().get(BYTE, group) != 0;
  }

  @Override
  public void hash(long[] hashes, int count) {
    for (int i = 0; i < count; i++) {
      hashes[i] = KeyHash.combine(hashes[i], isBoundNull(i) ? KeyHash.NULL : bound[i]);
    }
  }

  @Override
  public void append(int group, int[] positions, int count) {
    for (int i = 0; i < count; i++) {
      append(group + i, bound[positions[i]], isBoundNull(positions[i]));
    }
  }

  @Override
  public boolean equal(int position, int group) {
    return codes.segment().get(LONG, (long) group << 3) == bound[position]
        && isNull(group) == isBoundNull(position);
  }

  @Override
  public void write(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = codes.segment();
    try (var keys = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        keys.set(i - from, memory.get(LONG, (long) groups[i] << 3));
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
}
