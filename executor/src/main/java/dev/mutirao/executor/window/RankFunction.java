package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.FixedColumnWriter;
import dev.mutirao.executor.plan.WindowCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST and NTILE: what follows from positions
/// alone.
final class RankFunction implements WindowFunction {
  /// Fills in the results of a batch.
  private interface Fill {
    void fill(PositionBatch batch, MemorySegment cells);
  }

  private final Type type;
  private final Fill fill;

  private RankFunction(Type type, Fill fill) {
    this.type = type;
    this.fill = fill;
  }

  static RankFunction of(WindowCall.Rank call) {
    return new RankFunction(
        call.type(),
        switch (call.kind()) {
          case ROW_NUMBER -> RankFunction::rowNumbers;
          case RANK -> RankFunction::ranks;
          case DENSE_RANK -> RankFunction::denseRanks;
          case PERCENT_RANK -> RankFunction::percentRanks;
          case CUME_DIST -> RankFunction::distributions;
        });
  }

  static RankFunction of(WindowCall.Ntile call) {
    return new RankFunction(call.type(), (batch, cells) -> buckets(call.buckets(), batch, cells));
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    try (var results = new FixedColumnWriter(allocator, type, batch.count())) {
      fill.fill(batch, results.cells());
      return results.finish();
    }
  }

  private static void rowNumbers(PositionBatch batch, MemorySegment cells) {
    for (int i = 0; i < batch.count(); i++) {
      cells.set(LONG, 8L * i, batch.from() + i - batch.partitionStart[i] + 1L);
    }
  }

  private static void ranks(PositionBatch batch, MemorySegment cells) {
    for (int i = 0; i < batch.count(); i++) {
      cells.set(LONG, 8L * i, batch.peersStart[i] - batch.partitionStart[i] + 1L);
    }
  }

  private static void denseRanks(PositionBatch batch, MemorySegment cells) {
    for (int i = 0; i < batch.count(); i++) {
      cells.set(LONG, 8L * i, batch.group[i] - batch.firstGroup[i] + 1L);
    }
  }

  private static void percentRanks(PositionBatch batch, MemorySegment cells) {
    for (int i = 0; i < batch.count(); i++) {
      int others = batch.partitionEnd[i] - batch.partitionStart[i] - 1;
      double before = batch.peersStart[i] - batch.partitionStart[i];
      cells.set(DOUBLE, 8L * i, others == 0 ? 0 : before / others);
    }
  }

  private static void distributions(PositionBatch batch, MemorySegment cells) {
    for (int i = 0; i < batch.count(); i++) {
      double upTo = batch.peersEnd[i] - batch.partitionStart[i];
      cells.set(DOUBLE, 8L * i, upTo / (batch.partitionEnd[i] - batch.partitionStart[i]));
    }
  }

  private static void buckets(long buckets, PositionBatch batch, MemorySegment cells) {
    for (int i = 0; i < batch.count(); i++) {
      long rows = (long) batch.partitionEnd[i] - batch.partitionStart[i];
      long size = rows / buckets;
      long larger = rows % buckets;
      long row = (long) batch.from() + i - batch.partitionStart[i];
      long inLarger = larger * (size + 1);
      cells.set(
          LONG, 8L * i, 1 + (row < inLarger ? row / (size + 1) : larger + (row - inLarger) / size));
    }
  }
}
