package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// MIN, MAX and ANY_VALUE of text and bytes, ordered as unsigned bytes. State: the value, NULL when
/// there is none yet.
final class BytesExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private final BytesCells values;
  private final RowGroups present = new RowGroups();

  BytesExtremeAccumulator(Type type, boolean greatest, BufferAllocator state) {
    this.greatest = greatest;
    this.values = new BytesCells(type, state);
  }

  @Override
  public void grow(int groups) {
    values.grow(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    values.bind(arguments[0], rows);
    for (int i = 0; i < rows.count(); i++) {
      int group = rows.groups()[i];
      if (values.isGroupNull(group)
          || (greatest ? values.compare(i, group) > 0 : values.compare(i, group) < 0)) {
        values.set(i, group);
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
    output.add(values.write(groups, from, to, allocator));
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
    values.clear(groups);
  }

  @Override
  public long sizeInBytes() {
    return values.sizeInBytes();
  }

  @Override
  public void close() {
    values.close();
  }
}
