package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// MIN, MAX and ANY_VALUE of text and bytes, ordered as unsigned bytes. State: the value, NULL when
/// there is none yet.
final class BytesExtremeAccumulator implements Accumulator {
  private static final int ENTRY = 16;

  private final BufferAllocator state;
  private final Type type;
  private final boolean greatest;

  /// Per group where its value starts in `bytes` (64 bits), the value's length + 1 or 0 for none
  /// (32 bits), and how many bytes it may take there (32 bits).
  private final StateArray entries;

  private StateArray bytes;
  private long used;
  private long garbage;
  private int groupCount;
  private final RowGroups present = new RowGroups();
  private final Vectors vectors = new Vectors();

  BytesExtremeAccumulator(Type type, boolean greatest, BufferAllocator state) {
    this.state = state;
    this.type = type;
    this.greatest = greatest;
    this.entries = new StateArray(state);
    this.bytes = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    entries.reserve((long) groups * ENTRY);
    groupCount = Math.max(groupCount, groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var column = Vectors.flat(arguments[0]);
    var cells = vectors.cells(arguments[0], rows);
    var offsets = column.offsets();
    var memory = entries.segment();
    for (int i = 0; i < rows.count(); i++) {
      long at = (long) rows.groups()[i] * ENTRY;
      int from = offsets.get(INT, (long) cells[i] << 2);
      int length = offsets.get(INT, (long) cells[i] + 1 << 2) - from;
      int mine = memory.get(INT, at + 8) - 1;
      if (mine < 0 || better(column.values(), from, length, memory.get(LONG, at), mine)) {
        replace(at, column.values(), from, length);
      }
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] states) {
    present.keep(rows, states, null);
    add(present, states);
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = entries.segment();
    long length = 0;
    for (int i = from; i < to; i++) {
      length += Math.max(0, memory.get(INT, (long) groups[i] * ENTRY + 8) - 1);
    }
    try (var writer = new BytesColumnWriter(allocator, type, to - from, length)) {
      for (int i = from; i < to; i++) {
        long at = (long) groups[i] * ENTRY;
        int mine = memory.get(INT, at + 8) - 1;
        if (mine < 0) {
          writer.appendNull();
        } else {
          writer.append(bytes.segment(), memory.get(LONG, at), mine);
        }
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
    writeState(groups, from, to, allocator, output);
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

  private boolean better(MemorySegment values, int from, int length, long mine, int myLength) {
    int order = BytesOrder.compare(values, from, length, bytes.segment(), mine, myLength);
    return greatest ? order > 0 : order < 0;
  }

  private void replace(long at, MemorySegment values, int from, int length) {
    var memory = entries.segment();
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
    MemorySegment.copy(values, from, bytes.segment(), memory.get(LONG, at), length);
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
