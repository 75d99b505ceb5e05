package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.FixedColumnWriter;
import org.apache.arrow.memory.BufferAllocator;

/// COUNT: the difference of two counts.
record FramedCount(FrameCursor frame, Presence presence) implements WindowFunction {
  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    try (var results = new FixedColumnWriter(allocator, Type.Simple.BIGINT, batch.count())) {
      var cells = results.cells();
      for (int i = 0; i < batch.count(); i++) {
        cells.set(LONG, 8L * i, count(frame, presence, i));
      }
      return results.finish();
    }
  }

  /// Positions that count in the frame of position `i` of the batch.
  static long count(FrameCursor frame, Presence presence, int i) {
    long count = 0;
    for (int piece = 0; piece < frame.pieces(); piece++) {
      count += presence.before(frame.ends(piece)[i]) - presence.before(frame.starts(piece)[i]);
    }
    return count;
  }
}
