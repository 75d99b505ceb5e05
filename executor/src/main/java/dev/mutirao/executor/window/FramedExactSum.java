package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.aggregate.FixedColumnWriter;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// SUM and AVG of REAL and DOUBLE: the exact sum of the frame, rounded once.
final class FramedExactSum implements WindowFunction {
  private final AggregateCall call;
  private final FrameCursor frame;
  private final FixedPointSums sums;
  private final long[] limbs = new long[LimbSums.MOST];

  FramedExactSum(AggregateCall call, FrameCursor frame, FixedPointSums sums) {
    this.call = call;
    this.frame = frame;
    this.sums = sums;
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    boolean average = call.function().equals("avg");
    boolean isFloat = call.type().layout() == Layout.FLOAT32;
    try (var results = new FixedColumnWriter(allocator, call.type(), batch.count())) {
      var cells = results.cells();
      for (int i = 0; i < batch.count(); i++) {
        long count = sums.count(frame, i);
        if (count == 0) {
          results.setNull(i);
        } else if (isFloat) {
          cells.set(FLOAT, 4L * i, sums.toFloat(frame, i, limbs));
        } else {
          double sum = sums.toDouble(frame, i, limbs);
          cells.set(DOUBLE, 8L * i, average ? sum / count : sum);
        }
      }
      return results.finish();
    }
  }
}
