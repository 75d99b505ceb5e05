package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// MIN, MAX and what follows from them (ANY_VALUE, BOOL_AND, BOOL_OR) for values of a fixed width.
/// State: the value, NULL when there is none yet. Among -0 and 0 the minimum is -0 and the maximum
/// 0.
final class ExtremeAccumulator implements Accumulator {
  private final Type type;
  private final boolean greatest;

  /// Values as {@link Vectors#longs} gives them, or 128 bits, low half first. What is seen first is
  /// always taken.
  private final StateArray values;

  private final StateArray seen;
  private final int width;
  private final RowGroups present = new RowGroups();
  private final Vectors vectors = new Vectors();

  ExtremeAccumulator(Type type, boolean greatest, BufferAllocator state) {
    this.type = type;
    this.greatest = greatest;
    this.width = type.layout() == Layout.INT128 ? 16 : 8;
    this.values = new StateArray(state);
    this.seen = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    values.reserve((long) groups * width);
    seen.reserve(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    if (width == 16) {
      addWide(rows, arguments[0]);
    } else if (greatest) {
      addGreatest(rows, vectors.longs(arguments[0], rows));
    } else {
      addLeast(rows, vectors.longs(arguments[0], rows));
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    present.keep(rows, state, null);
    add(present, state);
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = values.segment();
    try (var results = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        int group = groups[i];
        if (seen.segment().get(BYTE, group) == 0) {
          results.setNull(i - from);
        } else if (width == 16) {
          long at = (long) group << 4;
          results.set(i - from, memory.get(LONG, at), memory.get(LONG, at + 8));
        } else {
          results.set(i - from, memory.get(LONG, (long) group << 3));
        }
      }
      output.add(results.finish());
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

  private void addLeast(RowGroups rows, long[] candidates) {
    MemorySegment memory = values.segment();
    MemorySegment marks = seen.segment();
    var groups = rows.groups();
    for (int i = 0, count = rows.count(); i < count; i++) {
      long at = (long) groups[i] << 3;
      if (candidates[i] < memory.get(LONG, at) || marks.get(BYTE, groups[i]) == 0) {
        memory.set(LONG, at, candidates[i]);
        marks.set(BYTE, groups[i], (byte) 1);
      }
    }
  }

  private void addGreatest(RowGroups rows, long[] candidates) {
    MemorySegment memory = values.segment();
    MemorySegment marks = seen.segment();
    var groups = rows.groups();
    for (int i = 0, count = rows.count(); i < count; i++) {
      long at = (long) groups[i] << 3;
      if (candidates[i] > memory.get(LONG, at) || marks.get(BYTE, groups[i]) == 0) {
        memory.set(LONG, at, candidates[i]);
        marks.set(BYTE, groups[i], (byte) 1);
      }
    }
  }

  private void addWide(RowGroups rows, Column column) {
    MemorySegment memory = values.segment();
    MemorySegment marks = seen.segment();
    var cells = vectors.cells(column, rows);
    var candidates = Vectors.flat(column).values();
    for (int i = 0; i < rows.count(); i++) {
      int group = rows.groups()[i];
      long at = (long) group << 4;
      long from = (long) cells[i] << 4;
      int order = Long.compare(candidates.get(LONG, from + 8), memory.get(LONG, at + 8));
      if (order == 0) {
        order = Long.compareUnsigned(candidates.get(LONG, from), memory.get(LONG, at));
      }
      if ((greatest ? order > 0 : order < 0) || marks.get(BYTE, group) == 0) {
        MemorySegment.copy(candidates, from, memory, at, 16);
        marks.set(BYTE, group, (byte) 1);
      }
    }
  }
}
