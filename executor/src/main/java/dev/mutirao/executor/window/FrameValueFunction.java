package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// FIRST_VALUE, LAST_VALUE and NTH_VALUE: finds the row, then fetches its value.
final class FrameValueFunction implements WindowFunction {
  private final WindowCall.FrameValue call;
  private final FrameCursor frame;
  private final OrderedRows rows;
  private final ChunkedColumn values;
  private final Presence presence;
  private final @Nullable LongArgument number;
  private final int[] ids;

  FrameValueFunction(
      WindowCall.FrameValue call,
      FrameCursor frame,
      OrderedRows rows,
      PartMemory memory,
      int batchRows) {
    this.call = call;
    this.frame = frame;
    this.rows = rows;
    this.values = rows.column(call.value());
    this.presence =
        call.ignoreNulls()
            ? Presence.of(rows, List.of(values), null, memory)
            : Presence.everywhere();
    this.number = call.row().map(row -> LongArgument.of(row, rows)).orElse(null);
    this.ids = new int[batchRows];
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    for (int i = 0; i < batch.count(); i++) {
      int position =
          switch (call.place()) {
            case FIRST -> nth(i, 1);
            case LAST -> last(i);
            case NTH -> numbered(i, rows.id(batch.from() + i));
          };
      ids[i] = position < 0 ? RowId.NONE : rows.id(position);
    }
    return RowGather.column(values, ids, batch.count(), allocator);
  }

  private int numbered(int i, int id) {
    if (number == null || number.isNull(id)) {
      return -1;
    }
    long wanted = number.get(id);
    if (wanted < 1) {
      throw QueryErrors.invalidArgument(
          "nth_value", "a number of at least 1", Long.toString(wanted));
    }
    return nth(i, wanted);
  }

  private int nth(int i, long wanted) {
    long left = wanted - 1;
    for (int piece = 0; piece < frame.pieces(); piece++) {
      int first = presence.before(frame.starts(piece)[i]);
      int count = presence.before(frame.ends(piece)[i]) - first;
      if (left < count) {
        return presence.position(first + (int) left);
      }
      left -= count;
    }
    return -1;
  }

  private int last(int i) {
    for (int piece = frame.pieces() - 1; piece >= 0; piece--) {
      int end = presence.before(frame.ends(piece)[i]);
      if (end > presence.before(frame.starts(piece)[i])) {
        return presence.position(end - 1);
      }
    }
    return -1;
  }
}
