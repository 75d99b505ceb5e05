package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.BYTE;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.aggregate.BytesColumnWriter;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.store.ChunkedColumn;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// STRING_AGG: the texts of the frame in the window's order. Takes the time that writing them
/// takes.
final class FramedTexts implements WindowFunction {
  private final AggregateCall call;
  private final ChunkedColumn texts;
  private final FrameCursor frame;
  private final OrderedRows rows;
  private final Presence presence;
  private final byte[] separator;

  FramedTexts(AggregateCall call, FrameCursor frame, OrderedRows rows, Presence presence) {
    this.call = call;
    this.texts = rows.column(call.arguments().getFirst());
    this.frame = frame;
    this.rows = rows;
    this.presence = presence;
    var literal = call.constants().getFirst();
    this.separator = literal.isNull() ? new byte[0] : literal.bytes();
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    var lengths = new long[batch.count()];
    long all = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length(i);
      all += Math.max(0, lengths[i]);
    }
    try (var writer = new BytesColumnWriter(allocator, call.type(), batch.count(), all)) {
      for (int i = 0; i < lengths.length; i++) {
        if (lengths[i] < 0) {
          writer.appendNull();
        } else {
          write(i, writer.bytes(), writer.append((int) lengths[i]));
        }
      }
      return writer.finish();
    }
  }

  /// Bytes of the result of the row `i` of the batch; -1 when it is NULL.
  private long length(int i) {
    long length = -1;
    for (int piece = 0; piece < frame.pieces(); piece++) {
      int last = presence.before(frame.ends(piece)[i]);
      for (int number = presence.before(frame.starts(piece)[i]); number < last; number++) {
        int id = rows.id(presence.position(number));
        length += length < 0 ? 1 : separator.length;
        length += texts.end(id) - texts.start(id);
      }
    }
    return length;
  }

  private void write(int i, MemorySegment target, long start) {
    long at = start;
    boolean first = true;
    for (int piece = 0; piece < frame.pieces(); piece++) {
      int last = presence.before(frame.ends(piece)[i]);
      for (int number = presence.before(frame.starts(piece)[i]); number < last; number++) {
        int id = rows.id(presence.position(number));
        if (!first) {
          MemorySegment.copy(separator, 0, target, BYTE, at, separator.length);
          at += separator.length;
        }
        first = false;
        int length = texts.end(id) - texts.start(id);
        MemorySegment.copy(texts.text(id), texts.start(id), target, at, length);
        at += length;
      }
    }
  }
}
