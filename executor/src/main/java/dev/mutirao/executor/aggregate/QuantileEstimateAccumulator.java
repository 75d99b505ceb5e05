package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/// APPROX_QUANTILE: how many values have the same sign, exponent and first eight bits of the
/// mantissa, so that the answer is off by less than 2^-8 of itself. Histograms merge without error,
/// and the memory of a group grows with the orders of magnitude of its values, not with their
/// number: 256 buckets of 16 bytes for each power of two, 16 MB at the very most. State: the
/// buckets that are not empty, each a number and a count of 64 bits.
final class QuantileEstimateAccumulator implements Accumulator {
  /// Bits of a double that a bucket leaves open.
  private static final int OPEN_BITS = 44;

  /// A bucket and its count.
  private static final int SLOT = 16;

  private final GroupBlocks blocks;
  private final Vectors vectors = new Vectors();

  QuantileEstimateAccumulator(BufferAllocator state) {
    blocks = new GroupBlocks(4 * SLOT, state);
  }

  @Override
  public void grow(int groups) {
    blocks.grow(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var codes = vectors.longs(arguments[0], rows);
    for (int i = 0; i < rows.count(); i++) {
      add(rows.groups()[i], FloatOrder.equalityCode(codes[i]) >> OPEN_BITS, 1);
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var column = state[0];
    for (int i = 0; i < rows.count(); i++) {
      int from = column.offsets().get(INT, (long) rows.row(i) << 2);
      int to = column.offsets().get(INT, (long) rows.row(i) + 1 << 2);
      for (int at = from; at < to; at += SLOT) {
        long bucket = column.values().get(LONG, at);
        add(rows.groups()[i], bucket, column.values().get(LONG, at + 8L));
      }
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    long length = 0;
    for (int i = from; i < to; i++) {
      length += (long) blocks.number(groups[i]) * SLOT;
    }
    try (var writer = new BytesColumnWriter(allocator, Type.Simple.VARBINARY, to - from, length)) {
      for (int i = from; i < to; i++) {
        long at = writer.append(blocks.number(groups[i]) * SLOT);
        long start = blocks.start(groups[i]);
        for (int slot = 0; slot < blocks.size(groups[i]); slot += SLOT) {
          long count = blocks.memory().get(LONG, start + slot + 8);
          if (count != 0) {
            writer.bytes().set(LONG, at, blocks.memory().get(LONG, start + slot));
            writer.bytes().set(LONG, at + 8, count);
            at += SLOT;
          }
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
    double fraction = call.constants().getFirst().value() instanceof Double given ? given : -1;
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        if (blocks.number(groups[i]) == 0 || fraction < 0) {
          results.setNull(i - from);
        } else {
          results.cells().set(DOUBLE, (long) (i - from) << 3, quantile(groups[i], fraction));
        }
      }
      output.add(results.finish());
    }
  }

  @Override
  public void clear(int groups) {
    blocks.clear(groups);
  }

  @Override
  public long sizeInBytes() {
    return blocks.sizeInBytes();
  }

  @Override
  public void close() {
    blocks.close();
  }

  private void add(int group, long bucket, long count) {
    int size = blocks.size(group);
    if ((blocks.number(group) + 1) * SLOT > size / 4 * 3) {
      enlarge(group, size);
    }
    if (put(group, bucket, count)) {
      blocks.setNumber(group, blocks.number(group) + 1);
    }
  }

  /// Adds to a bucket, for which there is room; whether it was empty.
  private boolean put(int group, long bucket, long count) {
    var memory = blocks.memory();
    long start = blocks.start(group);
    int mask = blocks.size(group) - SLOT;
    int slot = (int) (bucket * 0x9E37_79B9_7F4A_7C15L >>> 36) & mask;
    while (true) {
      long there = memory.get(LONG, start + slot + 8);
      if (there == 0 || memory.get(LONG, start + slot) == bucket) {
        memory.set(LONG, start + slot, bucket);
        memory.set(LONG, start + slot + 8, there + count);
        return there == 0;
      }
      slot = slot + SLOT & mask;
    }
  }

  private void enlarge(int group, int size) {
    long before = blocks.enlarge(group, Math.max(2 * size, 1));
    for (int slot = 0; slot < size; slot += SLOT) {
      long count = blocks.memory().get(LONG, before + slot + 8);
      if (count != 0) {
        put(group, blocks.memory().get(LONG, before + slot), count);
      }
    }
    if (size > 0) {
      blocks.release(before, size);
    }
  }

  /// The end nearer to zero of the bucket that the value of this rank is in.
  private double quantile(int group, double fraction) {
    var buckets = new long[blocks.number(group)];
    int next = 0;
    long total = 0;
    long start = blocks.start(group);
    var memory = blocks.memory();
    for (int slot = 0; slot < blocks.size(group); slot += SLOT) {
      if (memory.get(LONG, start + slot + 8) != 0) {
        // The bucket above, which slot below: blocks have fewer than 2^24 bytes.
        buckets[next++] = memory.get(LONG, start + slot) << 32 | slot;
        total += memory.get(LONG, start + slot + 8);
      }
    }
    Arrays.sort(buckets);
    long left = Math.max(1, (long) Math.ceil(fraction * total));
    int at = 0;
    while (left > memory.get(LONG, start + (int) buckets[at] + 8)) {
      left -= memory.get(LONG, start + (int) buckets[at] + 8);
      at++;
    }
    long bucket = buckets[at] >> 32;
    long code = bucket << OPEN_BITS;
    return FloatOrder.value(bucket < 0 ? code | (1L << OPEN_BITS) - 1 : code);
  }
}
