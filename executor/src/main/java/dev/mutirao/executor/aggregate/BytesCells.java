package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// Text and bytes, ordered as unsigned bytes.
final class BytesCells implements GroupCells {
  private static final int ENTRY = 16;

  private final BufferAllocator state;
  private final Type type;

  /// Per group where its value starts in `bytes` (64 bits), the value's length + 1 or 0 for none
  /// (32 bits), and how many bytes it may take there (32 bits).
  private final StateArray entries;

  private StateArray bytes;
  private long used;
  private long garbage;
  private int groupCount;
  private final Vectors vectors = new Vectors();
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private MemorySegment values = MemorySegment.NULL;

  BytesCells(Type type, BufferAllocator state) {
    this.state = state;
    this.type = type;
    this.entries = new StateArray(state);
    this.bytes = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    entries.reserve((long) groups * ENTRY);
    groupCount = Math.max(groupCount, groups);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    int count = rows.count();
    if (starts.length < count) {
      starts = new int[count];
      lengths = new int[count];
    }
    var cells = vectors.cells(column, rows);
    var flat = Vectors.flat(column);
    values = flat.values();
    boolean mayHaveNulls = column.mayHaveNulls();
    for (int i = 0; i < count; i++) {
      if (mayHaveNulls && column.isNull(rows.row(i))) {
        lengths[i] = -1;
      } else {
        starts[i] = flat.offsets().get(INT, (long) cells[i] << 2);
        lengths[i] = flat.offsets().get(INT, (long) cells[i] + 1 << 2) - starts[i];
      }
    }
  }

  @Override
  public boolean isNull(int i) {
    return lengths[i] < 0;
  }

  @Override
  public boolean isGroupNull(int group) {
    return length(group) < 0;
  }

  @Override
  public int compare(int i, int group) {
    long mine = entries.segment().get(LONG, (long) group * ENTRY);
    return BytesOrder.compare(values, starts[i], lengths[i], bytes.segment(), mine, length(group));
  }

  @Override
  public void set(int i, int group) {
    long at = (long) group * ENTRY;
    int length = lengths[i];
    var memory = entries.segment();
    if (length < 0) {
      memory.set(INT, at + 8, 0);
      return;
    }
    int room = memory.get(INT, at + 12);
    if (length > room) {
      garbage += room;
      memory.set(INT, at + 12, 0);
      if (used + length > bytes.capacity() && garbage > used / 2) {
        compact(length);
      }
      bytes.reserve(used + length);
      memory.set(LONG, at, used);
      memory.set(INT, at + 12, length);
      used += length;
    }
    memory.set(INT, at + 8, length + 1);
    MemorySegment.copy(values, starts[i], bytes.segment(), memory.get(LONG, at), length);
  }

  @Override
  public Column write(int[] groups, int from, int to, BufferAllocator allocator) {
    long length = 0;
    for (int i = from; i < to; i++) {
      length += Math.max(0, length(groups[i]));
    }
    try (var writer = new BytesColumnWriter(allocator, type, to - from, length)) {
      for (int i = from; i < to; i++) {
        int mine = length(groups[i]);
        if (mine < 0) {
          writer.appendNull();
        } else {
          long start = entries.segment().get(LONG, (long) groups[i] * ENTRY);
          writer.append(bytes.segment(), start, mine);
        }
      }
      return writer.finish();
    }
  }

  @Override
  public void clear(int groups) {
    entries.zero((long) groups * ENTRY);
    used = 0;
    garbage = 0;
    groupCount = 0;
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

  /// Bytes of a group's value; -1 when it has none.
  private int length(int group) {
    return entries.segment().get(INT, (long) group * ENTRY + 8) - 1;
  }

  /// Moves the values that are still wanted together; those whose room is 0 are about to be
  /// replaced.
  private void compact(int extra) {
    var memory = entries.segment();
    var compacted = new StateArray(state);
    compacted.reserve(used - garbage + extra);
    long end = 0;
    for (int group = 0; group < groupCount; group++) {
      long at = (long) group * ENTRY;
      int room = memory.get(INT, at + 12);
      int length = memory.get(INT, at + 8) - 1;
      if (room > 0 && length > 0) {
        MemorySegment.copy(bytes.segment(), memory.get(LONG, at), compacted.segment(), end, length);
      }
      memory.set(LONG, at, end);
      memory.set(INT, at + 12, room == 0 ? 0 : Math.max(0, length));
      end += room == 0 ? 0 : Math.max(0, length);
    }
    bytes.close();
    bytes = compacted;
    used = end;
    garbage = 0;
  }
}
