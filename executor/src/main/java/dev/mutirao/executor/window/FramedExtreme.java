package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import java.util.function.IntBinaryOperator;
import org.apache.arrow.memory.BufferAllocator;

/// MIN, MAX and what follows from them: per piece of the frame a queue of the positions that are
/// the best of all behind them, so that the best of the piece is in front (a monotone queue).
final class FramedExtreme implements WindowFunction {
  private final ChunkedColumn values;
  private final FrameCursor frame;
  private final OrderedRows rows;
  private final Presence presence;
  private final IntBinaryOperator better;
  private final BestFirst[] pieces;
  private final int[] ids;

  FramedExtreme(
      ChunkedColumn values,
      boolean greatest,
      FrameCursor frame,
      OrderedRows rows,
      Presence presence,
      PartMemory memory,
      int batchRows) {
    this.values = values;
    this.frame = frame;
    this.rows = rows;
    this.presence = presence;
    var order = PositionOrder.of(values, rows, presence, memory);
    this.better = greatest ? (a, b) -> order.applyAsInt(b, a) : order;
    this.pieces = new BestFirst[frame.pieces()];
    for (int piece = 0; piece < pieces.length; piece++) {
      pieces[piece] = new BestFirst(memory.ints(rows.count()));
    }
    this.ids = new int[batchRows];
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    for (int i = 0; i < batch.count(); i++) {
      int best = -1;
      for (int piece = 0; piece < pieces.length; piece++) {
        int candidate = pieces[piece].best(frame.starts(piece)[i], frame.ends(piece)[i]);
        if (best < 0 || candidate >= 0 && better.applyAsInt(candidate, best) < 0) {
          best = candidate;
        }
      }
      ids[i] = best < 0 ? RowId.NONE : rows.id(best);
    }
    return RowGather.column(values, ids, batch.count(), allocator);
  }

  /// The queue of one piece.
  private final class BestFirst {
    private final IntVector queue;
    private int head;
    private int tail;
    private int next;

    BestFirst(IntVector queue) {
      this.queue = queue;
    }

    /// The best position from `start` to `end`; -1 when none counts. Neither goes back.
    int best(int start, int end) {
      if (next < start) {
        next = start;
        head = tail;
      }
      for (; next < end; next++) {
        if (presence.at(next)) {
          while (tail > head && better.applyAsInt(queue.get(tail - 1), next) >= 0) {
            tail--;
          }
          queue.set(tail++, next);
        }
      }
      while (head < tail && queue.get(head) < start) {
        head++;
      }
      return start < end && head < tail ? queue.get(head) : -1;
    }
  }
}
