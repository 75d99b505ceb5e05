package dev.mutirao.executor.window;

/// Follows the frames of one row after the other: neither end of any of their pieces goes back, so
/// that every position comes in and goes once.
final class FrameFollower {
  private final FrameCursor frame;
  private final Change change;

  /// What of each piece is in.
  private final int[] starts;

  private final int[] ends;

  FrameFollower(FrameCursor frame, Change change) {
    this.frame = frame;
    this.change = change;
    this.starts = new int[frame.pieces()];
    this.ends = new int[frame.pieces()];
  }

  /// Goes on to the frame of position `i` of the batch.
  void follow(int i) {
    for (int piece = 0; piece < frame.pieces(); piece++) {
      move(piece, frame.starts(piece)[i], frame.ends(piece)[i]);
    }
  }

  private void move(int piece, int start, int end) {
    for (int position = starts[piece]; position < Math.min(start, ends[piece]); position++) {
      change.change(position, -1);
    }
    for (int position = Math.max(start, ends[piece]); position < end; position++) {
      change.change(position, 1);
    }
    starts[piece] = start;
    ends[piece] = end;
  }

  /// Is told of a position that comes in (1) or goes (-1).
  interface Change {
    void change(int position, int by);
  }
}
