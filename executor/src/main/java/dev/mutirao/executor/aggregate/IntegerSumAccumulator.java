package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// SUM and AVG of integers, decimals and intervals, in two's complement wide enough never to
/// overflow, so that an overflow of the result does not depend on the order: 128 bits for arguments
/// of 64 bits or less, 192 bits for those of 128. State: the count, then the sum's 64-bit limbs,
/// least significant first.
final class IntegerSumAccumulator implements Accumulator {
  private final Type argument;
  private final int limbs;

  /// Bytes per group: the count, then the limbs.
  private final int width;

  private final StateArray sums;
  private final Vectors vectors = new Vectors();

  IntegerSumAccumulator(Type argument, BufferAllocator state) {
    this.argument = argument;
    this.limbs = argument.layout() == Layout.INT128 ? 3 : 2;
    this.width = 8 + 8 * limbs;
    this.sums = new StateArray(state);
  }

  @Override
  public void grow(int groups) {
    sums.reserve((long) groups * width);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    if (limbs == 3) {
      addWide(rows, arguments[0]);
      return;
    }
    var values = vectors.longs(arguments[0], rows);
    if (rows.single()) {
      addToFirst(values, rows.count());
    } else {
      add(rows.groups(), values, rows.count());
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var memory = sums.segment();
    for (int i = 0; i < rows.count(); i++) {
      long at = (long) rows.groups()[i] * width;
      long row = (long) rows.row(i) << 3;
      memory.set(LONG, at, memory.get(LONG, at) + state[0].values().get(LONG, row));
      long carry = 0;
      for (int limb = 1; limb <= limbs; limb++) {
        long place = at + 8L * limb;
        long mine = memory.get(LONG, place);
        long other = state[limb].values().get(LONG, row);
        memory.set(LONG, place, mine + other + carry);
        carry = carry(mine, other, mine + other + carry);
      }
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = sums.segment();
    for (int word = 0; word <= limbs; word++) {
      try (var states = new FixedColumnWriter(allocator, Type.Simple.BIGINT, to - from)) {
        for (int i = from; i < to; i++) {
          states
              .cells()
              .set(
                  LONG,
                  (long) (i - from) << 3,
                  memory.get(LONG, (long) groups[i] * width + 8L * word));
        }
        output.add(states.finish());
      }
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
    var memory = sums.segment();
    var result = new IntegerSumResult(call, argument);
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        long at = (long) groups[i] * width;
        long count = memory.get(LONG, at);
        if (count == 0) {
          results.setNull(i - from);
          continue;
        }
        long low = memory.get(LONG, at + 8);
        long middle = memory.get(LONG, at + 16);
        long high = limbs == 3 ? memory.get(LONG, at + 24) : middle >> 63;
        result.write(results, i - from, count, low, middle, high);
      }
      output.add(results.finish());
    }
  }

  @Override
  public void clear(int groups) {
    sums.zero((long) groups * width);
  }

  @Override
  public long sizeInBytes() {
    return sums.sizeInBytes();
  }

  @Override
  public void close() {
    sums.close();
  }

  private void add(int[] groups, long[] values, int count) {
    MemorySegment memory = sums.segment();
    for (int i = 0; i < count; i++) {
      long value = values[i];
      long at = groups[i] * 24L;
      long low = memory.get(LONG, at + 8);
      long sum = low + value;
      memory.set(LONG, at, memory.get(LONG, at) + 1);
      memory.set(LONG, at + 8, sum);
      memory.set(LONG, at + 16, memory.get(LONG, at + 16) + (value >> 63) + carry(low, value, sum));
    }
  }

  /// Adds up the halves of all values, which neither overflows nor carries, so that the loop is one
  /// of vectors.
  private void addToFirst(long[] values, int count) {
    long lows = 0;
    long highs = 0;
    for (int i = 0; i < count; i++) {
      lows += values[i] & 0xFFFF_FFFFL;
      highs += values[i] >> 32;
    }
    long low = (highs << 32) + lows;
    long high = (highs >> 32) + carry(highs << 32, lows, low);
    var memory = sums.segment();
    long mine = memory.get(LONG, 8);
    memory.set(LONG, 0, memory.get(LONG, 0) + count);
    memory.set(LONG, 8, mine + low);
    memory.set(LONG, 16, memory.get(LONG, 16) + high + carry(mine, low, mine + low));
  }

  private void addWide(RowGroups rows, Column column) {
    var memory = sums.segment();
    var cells = vectors.cells(column, rows);
    var values = Vectors.flat(column).values();
    for (int i = 0; i < rows.count(); i++) {
      long low = values.get(LONG, (long) cells[i] << 4);
      long high = values.get(LONG, ((long) cells[i] << 4) + 8);
      long at = rows.groups()[i] * 32L;
      long mine = memory.get(LONG, at + 8);
      long carry = carry(mine, low, mine + low);
      memory.set(LONG, at, memory.get(LONG, at) + 1);
      memory.set(LONG, at + 8, mine + low);
      mine = memory.get(LONG, at + 16);
      long sum = mine + high + carry;
      memory.set(LONG, at + 16, sum);
      memory.set(LONG, at + 24, memory.get(LONG, at + 24) + (high >> 63) + carry(mine, high, sum));
    }
  }

  /// The carry out of `sum = a + b + carry in`, all unsigned.
  private static long carry(long a, long b, long sum) {
    return (a & b | (a | b) & ~sum) >>> 63;
  }
}
