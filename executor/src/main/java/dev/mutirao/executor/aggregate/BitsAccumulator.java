package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// BIT_AND, BIT_OR and BIT_XOR of integers. State: the bits, NULL when there are none yet.
final class BitsAccumulator implements Accumulator {
  /// How two integers become one.
  enum Operation {
    AND(-1),
    OR(0),
    XOR(0);

    /// What changes nothing.
    private final long neutral;

    Operation(long neutral) {
      this.neutral = neutral;
    }
  }

  private final Type type;
  private final Operation operation;

  /// The bits, xor what changes nothing, so that zeroed memory is right.
  private final StateArray bits;

  private final StateArray seen;
  private final RowGroups present = new RowGroups();
  private final Vectors vectors = new Vectors();

  BitsAccumulator(Type type, Operation operation, BufferAllocator state) {
    this.type = type;
    this.operation = operation;
    this.bits = new StateArray(state);
    this.seen = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    bits.reserve((long) groups << 3);
    seen.reserve(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var values = vectors.longs(arguments[0], rows);
    var groups = rows.groups();
    var memory = bits.segment();
    var marks = seen.segment();
    for (int i = 0, count = rows.count(); i < count; i++) {
      long at = (long) groups[i] << 3;
      long mine = memory.get(LONG, at) ^ operation.neutral;
      long both =
          switch (operation) {
            case AND -> mine & values[i];
            case OR -> mine | values[i];
            case XOR -> mine ^ values[i];
          };
      memory.set(LONG, at, both ^ operation.neutral);
      marks.set(BYTE, groups[i], (byte) 1);
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
    try (var results = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        if (seen.segment().get(BYTE, groups[i]) == 0) {
          results.setNull(i - from);
        } else {
          long stored = bits.segment().get(LONG, (long) groups[i] << 3);
          results.set(i - from, stored ^ operation.neutral);
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
    bits.zero((long) groups << 3);
    seen.zero(groups);
  }

  @Override
  public long sizeInBytes() {
    return bits.sizeInBytes() + seen.sizeInBytes();
  }

  @Override
  public void close() {
    bits.close();
    seen.close();
  }
}
