package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.executor.aggregate.Accumulator;
import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.aggregate.ColumnList;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// Any aggregate over any frame: the states of a {@link StateTree} that together cover the frame,
/// merged, and the rows at its edges. Rows that have the same frame share a result.
final class MergedAggregate implements WindowFunction {
  private final AggregateCall call;
  private final FrameCursor frame;
  private final StateTree tree;
  private final Accumulator states;
  private final int[] resultOf;
  private final int[] all;

  MergedAggregate(
      Accumulators accumulators,
      AggregateCall call,
      FrameCursor frame,
      OrderedRows rows,
      PartMemory memory,
      int batchRows) {
    this.call = call;
    this.frame = frame;
    this.tree = memory.own(new StateTree(accumulators, call, rows, memory.allocator()));
    this.states = accumulators.create(call, memory.allocator());
    memory.own(states::close);
    this.resultOf = new int[batchRows];
    this.all = new int[batchRows];
    for (int i = 0; i < batchRows; i++) {
      all[i] = i;
    }
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    int results = 0;
    for (int i = 0; i < batch.count(); i++) {
      if (i == 0 || !sameFrame(i - 1, i)) {
        results++;
      }
      resultOf[i] = results - 1;
    }
    states.grow(results);
    try {
      for (int i = 0; i < batch.count(); i++) {
        if (i == 0 || resultOf[i] != resultOf[i - 1]) {
          for (int piece = 0; piece < frame.pieces(); piece++) {
            tree.cover(frame.starts(piece)[i], frame.ends(piece)[i], resultOf[i], states);
          }
        }
      }
      tree.flush(states);
      return results(batch.count(), results, allocator);
    } finally {
      tree.forget();
      states.clear(results);
    }
  }

  private Column results(int count, int results, BufferAllocator allocator) {
    try (var columns = new ColumnList()) {
      states.writeResult(call, all, 0, results, allocator, columns);
      if (results == count) {
        return columns.take()[0];
      }
      try (var distinct = columns.toBatch(results)) {
        return Gather.rows(distinct.column(0), resultOf, count, allocator);
      }
    }
  }

  private boolean sameFrame(int one, int other) {
    for (int piece = 0; piece < frame.pieces(); piece++) {
      if (frame.starts(piece)[one] != frame.starts(piece)[other]
          || frame.ends(piece)[one] != frame.ends(piece)[other]) {
        return false;
      }
    }
    return true;
  }
}
