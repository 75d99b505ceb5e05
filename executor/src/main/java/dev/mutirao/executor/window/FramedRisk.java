package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.DOUBLE;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.aggregate.Dyadic;
import dev.mutirao.executor.aggregate.FixedColumnWriter;
import dev.mutirao.executor.aggregate.Tail;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// VALUE_AT_RISK and EXPECTED_SHORTFALL: a {@link RankTree}, and {@link RankSums} for the latter,
/// follow the frame.
final class FramedRisk implements WindowFunction {
  private final AggregateCall call;
  private final ChunkedColumn values;
  private final FrameFollower frame;
  private final OrderedRows rows;
  private final ValueRanks ranks;
  private final RankTree tree;
  private final @Nullable RankSums sums;

  /// The tail of a frame of `tailOf` values, since the next one often has as many.
  private Optional<Tail> tail = Optional.empty();

  private int tailOf;

  FramedRisk(
      AggregateCall call,
      ChunkedColumn values,
      FrameCursor frame,
      OrderedRows rows,
      ValueRanks ranks,
      DoubleRange range,
      PartMemory memory) {
    this.call = call;
    this.values = values;
    this.frame = new FrameFollower(frame, this::change);
    this.rows = rows;
    this.ranks = ranks;
    this.tree = new RankTree(ranks.count(), memory);
    this.sums =
        call.function().equals("expected_shortfall") ? new RankSums(tree, range, memory) : null;
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    try (var results = new FixedColumnWriter(allocator, call.type(), batch.count())) {
      for (int i = 0; i < batch.count(); i++) {
        frame.follow(i);
        int size = tree.size();
        if (size != tailOf) {
          tailOf = size;
          tail = size == 0 ? Optional.empty() : Tail.of(call, size);
        }
        if (tail.isPresent()) {
          results.cells().set(DOUBLE, 8L * i, risk(tail.get()));
        } else {
          results.setNull(i);
        }
      }
      return results.finish();
    }
  }

  /// NaN where any value is.
  private double risk(Tail tail) {
    double greatest = at(tree.size() - 1L);
    if (Double.isNaN(greatest)) {
      return greatest;
    }
    double edge = at(tail.edge());
    if (sums == null) {
      return Tail.valueAtRisk(edge);
    }
    double last = at(tail.involved() - 1);
    double infinite = infinity(at(0)) + infinity(last);
    return infinite != 0
        ? -infinite
        : tail.expectedShortfall(
            tail.whole() == 0 ? Dyadic.ZERO : sums.least(tail.whole(), at(tail.whole() - 1)), edge);
  }

  private static double infinity(double value) {
    return Double.isInfinite(value) ? value : 0;
  }

  private void change(int position, int by) {
    int rank = ranks.rankOf().get(position);
    if (rank >= 0) {
      tree.change(rank, by);
      if (sums != null) {
        sums.change(rank, value(rank), by);
      }
    }
  }

  /// The value with `place` others before it in the frame.
  private double at(long place) {
    return value(tree.at((int) place));
  }

  private double value(int rank) {
    int id = rows.id(ranks.positionOf().get(rank));
    return values.type().layout() == Layout.FLOAT32 ? values.float32(id) : values.float64(id);
  }
}
