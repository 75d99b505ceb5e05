package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// Keys of text or bytes.
final class BytesKeys implements KeyColumn {
  private static final int NULL_LENGTH = -1;

  private final Type type;

  /// Per group where its bytes start (64 bits), and their number or {@link #NULL_LENGTH} (64 bits).
  private final StateArray entries;

  private final StateArray bytes;
  private long used;

  /// Where the rows bound have their bytes, and how many.
  private MemorySegment values = MemorySegment.NULL;

  private int[] starts = new int[0];
  private int[] lengths = new int[0];

  BytesKeys(Type type, BufferAllocator state) {
    this.type = type;
    this.entries = new StateArray(state);
    this.bytes = new StateArray(state);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    int count = rows.count();
    if (starts.length < count) {
      starts = new int[count];
      lengths = new int[count];
    }
    var flat = Vectors.flat(column);
    var offsets = flat.offsets();
    values = flat.values();
    for (int i = 0; i < count; i++) {
      int row = rows.row(i);
      if (column.isNull(row)) {
        starts[i] = 0;
        lengths[i] = NULL_LENGTH;
      } else {
        long cell = Vectors.cell(column, row);
        starts[i] = offsets.get(INT, cell << 2);
        lengths[i] = offsets.get(INT, cell + 1 << 2) - starts[i];
      }
    }
  }

  @Override
  public void hash(long[] hashes, int count) {
    for (int i = 0; i < count; i++) {
      long hash =
          lengths[i] == NULL_LENGTH ? KeyHash.NULL : KeyHash.bytes(values, starts[i], lengths[i]);
      hashes[i] = KeyHash.combine(hashes[i], hash);
    }
  }

  @Override
  public void append(int group, int[] positions, int count) {
    long length = 0;
    for (int i = 0; i < count; i++) {
      length += Math.max(0, lengths[positions[i]]);
    }
    entries.reserve((long) (group + count) << 4);
    bytes.reserve(used + length);
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      long at = (long) (group + i) << 4;
      entries.segment().set(LONG, at, used);
      entries.segment().set(LONG, at + 8, lengths[position]);
      if (lengths[position] > 0) {
        MemorySegment.copy(values, starts[position], bytes.segment(), used, lengths[position]);
        used += lengths[position];
      }
    }
  }

  @Override
  public boolean equal(int position, int group) {
    var memory = entries.segment();
    long at = (long) group << 4;
    int length = lengths[position];
    return length == memory.get(LONG, at + 8)
        && (length <= 0
            || BytesOrder.equal(
                values, starts[position], bytes.segment(), memory.get(LONG, at), length));
  }

  @Override
  public void write(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = entries.segment();
    long total = 0;
    for (int i = from; i < to; i++) {
      total += Math.max(0, memory.get(LONG, ((long) groups[i] << 4) + 8));
    }
    try (var writer = new BytesColumnWriter(allocator, type, to - from, total)) {
      for (int i = from; i < to; i++) {
        long at = (long) groups[i] << 4;
        int length = (int) memory.get(LONG, at + 8);
        if (length == NULL_LENGTH) {
          writer.appendNull();
        } else {
          writer.append(bytes.segment(), memory.get(LONG, at), length);
        }
      }
      output.add(writer.finish());
    }
  }

  @Override
  public void clear() {
    used = 0;
  }

  @Override
  public long sizeInBytes() {
    return entries.sizeInBytes() + bytes.sizeInBytes();
  }

  @Override
  public void close() {
    entries.close();
    bytes.close();
  }
}
