package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.aggregate.FixedColumnWriter;
import dev.mutirao.executor.aggregate.IntegerSumResult;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.store.ChunkedColumn;
import org.apache.arrow.memory.BufferAllocator;

/// SUM and AVG of integers, decimals and intervals: the difference of two sums from the beginning
/// of the part, which cannot overflow because they have 128 bits, or 192 for values of 128.
final class FramedIntegerSum implements WindowFunction {
  private final AggregateCall call;
  private final FrameCursor frame;
  private final Presence presence;
  private final LimbSums sums;
  private final IntegerSumResult result;
  private final long[] total = new long[LimbSums.MOST];

  FramedIntegerSum(
      AggregateCall call,
      FrameCursor frame,
      OrderedRows rows,
      Presence presence,
      PartMemory memory) {
    var values = rows.column(call.arguments().getFirst());
    this.call = call;
    this.frame = frame;
    this.presence = presence;
    this.result = new IntegerSumResult(call, values.type());
    this.sums = new LimbSums(values.type().layout() == Layout.INT128 ? 3 : 2, rows.count(), memory);
    add(values, rows);
  }

  private void add(ChunkedColumn values, OrderedRows rows) {
    for (int position = 0; position < rows.count(); position++) {
      if (!presence.at(position)) {
        sums.skip(position);
        continue;
      }
      int id = rows.id(position);
      switch (values.type().layout()) {
        case INT8 -> sums.add(position, values.int8(id));
        case INT16 -> sums.add(position, values.int16(id));
        case INT32 -> sums.add(position, values.int32(id));
        case INT64 -> sums.add(position, values.int64(id));
        case INT128 -> sums.add(position, values.low(id), values.high(id));
        case BIT, FLOAT32, FLOAT64, BYTES ->
            throw new IllegalArgumentException("no integers: " + values.type().sql());
      }
    }
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    try (var results = new FixedColumnWriter(allocator, call.type(), batch.count())) {
      for (int i = 0; i < batch.count(); i++) {
        long count = FramedCount.count(frame, presence, i);
        if (count == 0) {
          results.setNull(i);
        } else {
          sums.total(frame, i, total);
          result.write(results, i, count, total[0], total[1], total[2]);
        }
      }
      return results.finish();
    }
  }
}
