package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.DOUBLE;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.aggregate.FixedColumnWriter;
import dev.mutirao.executor.aggregate.QuantileRank;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import org.apache.arrow.memory.BufferAllocator;

/// Quantiles and the mode: a {@link RankTree} follows the frame, which every position enters and
/// leaves once.
final class FramedRanks implements WindowFunction {
  private final AggregateCall call;
  private final ChunkedColumn values;
  private final FrameFollower frame;
  private final OrderedRows rows;
  private final ValueRanks ranks;
  private final RankTree tree;

  /// Rows of the value below and the one above, per position of the batch.
  private final int[] lower;

  private final int[] upper;
  private final double[] weights;

  FramedRanks(
      AggregateCall call,
      ChunkedColumn values,
      FrameCursor frame,
      OrderedRows rows,
      ValueRanks ranks,
      PartMemory memory,
      int batchRows) {
    this.call = call;
    this.values = values;
    this.frame = new FrameFollower(frame, this::change);
    this.rows = rows;
    this.ranks = ranks;
    this.tree = new RankTree(ranks.count(), memory);
    this.lower = new int[batchRows];
    this.upper = new int[batchRows];
    this.weights = new double[batchRows];
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    for (int i = 0; i < batch.count(); i++) {
      frame.follow(i);
      choose(i);
    }
    return call.function().equals("median") || call.function().equals("percentile_cont")
        ? between(batch.count(), allocator)
        : RowGather.column(values, lower, batch.count(), allocator);
  }

  private void choose(int i) {
    weights[i] = 0;
    int size = tree.size();
    if (size == 0) {
      lower[i] = RowId.NONE;
      upper[i] = RowId.NONE;
    } else if (call.function().equals("mode")) {
      boolean last =
          !call.constants().isEmpty() && Boolean.TRUE.equals(call.constants().getFirst().value());
      lower[i] = id(tree.mostFrequent(last));
    } else {
      var rank = QuantileRank.of(call, size);
      lower[i] = id(tree.at((int) rank.lower()));
      upper[i] = rank.weight() == 0 ? lower[i] : id(tree.at((int) rank.upper()));
      weights[i] = rank.weight();
    }
  }

  private void change(int position, int change) {
    int rank = ranks.rankOf().get(position);
    if (rank >= 0) {
      tree.change(rank, change);
    }
  }

  private int id(int rank) {
    return rows.id(ranks.positionOf().get(rank));
  }

  private Column between(int count, BufferAllocator allocator) {
    try (var results = new FixedColumnWriter(allocator, call.type(), count)) {
      for (int i = 0; i < count; i++) {
        if (lower[i] == RowId.NONE) {
          results.setNull(i);
          continue;
        }
        var rank = new QuantileRank(0, 1, weights[i]);
        if (call.type().layout() == Layout.FLOAT64) {
          double value = rank.between(number(lower[i]), number(upper[i]));
          results.cells().set(DOUBLE, 8L * i, value);
        } else {
          results.set(i, rank.between(interval(lower[i]), interval(upper[i])));
        }
      }
      return results.finish();
    }
  }

  private double number(int id) {
    double value =
        values.type().layout() == Layout.FLOAT32 ? values.float32(id) : values.float64(id);
    return value + 0.0; // -0 is 0
  }

  private long interval(int id) {
    return values.type().layout() == Layout.INT32 ? values.int32(id) : values.int64(id);
  }
}
