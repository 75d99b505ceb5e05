package dev.mutirao.executor.window;

import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.WindowFrame;

/// Where the frames of the current batch are: up to three pieces of positions that follow each
/// other, since an exclusion can cut a hole into a frame. From row to row neither end of any piece
/// goes back, which is what keeps the functions linear.
final class FrameCursor {
  private final WindowFrame frame;
  private final OrderedRows rows;
  private final boolean descending;
  private final FrameEdge startEdge;
  private final FrameEdge endEdge;
  private final int[][] starts;
  private final int[][] ends;

  /// @param descending whether the first sort key goes down
  /// @param batchRows positions in a batch, at most
  FrameCursor(WindowFrame frame, OrderedRows rows, boolean descending, int batchRows) {
    this.frame = frame;
    this.rows = rows;
    this.descending = descending;
    this.startEdge = edge(frame.start(), false);
    this.endEdge = edge(frame.end(), true);
    int pieces =
        switch (frame.exclusion()) {
          case NO_OTHERS -> 1;
          case CURRENT_ROW, GROUP -> 2;
          case TIES -> 3;
        };
    this.starts = new int[pieces][batchRows];
    this.ends = new int[pieces][batchRows];
  }

  /// Whether every row of a partition has the whole of it as its frame.
  boolean isPartition() {
    return frame.isUnbounded() && frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS;
  }

  /// Whether frames begin with their partition, so that each has the rows of those before it.
  boolean onlyGrows() {
    return frame.start() instanceof FrameBound.UnboundedPreceding
        && frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS;
  }

  int pieces() {
    return starts.length;
  }

  /// The first position of a piece, for each position of the batch.
  int[] starts(int piece) {
    return starts[piece];
  }

  /// The position after the last of a piece; not before its first.
  int[] ends(int piece) {
    return ends[piece];
  }

  /// Finds the frames of the batch. Every batch of a part is asked for once, in order.
  void find(PositionBatch batch) {
    int[] first = starts[0];
    int[] last = ends[pieces() - 1];
    startEdge.find(batch, first);
    endEdge.find(batch, last);
    for (int i = 0; i < batch.count(); i++) {
      last[i] = Math.max(first[i], last[i]);
    }
    switch (frame.exclusion()) {
      case NO_OTHERS -> {}
      case CURRENT_ROW -> cut(batch, false);
      case GROUP -> cut(batch, true);
      case TIES -> {
        cut(batch, true);
        keepCurrentRow(batch);
      }
    }
  }

  /// Ends the first piece before the current row or its peers, and begins the last after them.
  private void cut(PositionBatch batch, boolean peers) {
    int[] first = starts[0];
    int[] last = ends[pieces() - 1];
    for (int i = 0; i < batch.count(); i++) {
      int from = peers ? batch.peersStart[i] : batch.from() + i;
      int to = peers ? batch.peersEnd[i] : batch.from() + i + 1;
      ends[0][i] = Math.clamp(from, first[i], last[i]);
      starts[pieces() - 1][i] = Math.clamp(to, first[i], last[i]);
    }
  }

  private void keepCurrentRow(PositionBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.from() + i;
      starts[1][i] = Math.clamp(position, starts[0][i], ends[2][i]);
      ends[1][i] = Math.clamp(position + 1, starts[0][i], ends[2][i]);
    }
  }

  private FrameEdge edge(FrameBound bound, boolean end) {
    return switch (bound) {
      case FrameBound.UnboundedPreceding() -> FrameEdge.PARTITION_START;
      case FrameBound.UnboundedFollowing() -> FrameEdge.PARTITION_END;
      case FrameBound.CurrentRow() ->
          frame.unit() == WindowFrame.Unit.ROWS
              ? FrameEdge.rows(0, end)
              : end ? FrameEdge.PEERS_END : FrameEdge.PEERS_START;
      case FrameBound.Rows(var distance) ->
          frame.unit() == WindowFrame.Unit.ROWS
              ? FrameEdge.rows(distance, end)
              : FrameEdge.groups(rows, distance, end);
      case FrameBound.Value(var key, var limit) ->
          new RangeEdge(rows, rows.column(key), rows.column(limit), descending, end);
    };
  }
}
