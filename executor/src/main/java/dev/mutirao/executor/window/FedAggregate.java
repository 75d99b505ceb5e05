package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.executor.aggregate.ColumnList;
import dev.mutirao.executor.aggregate.HeapStates;
import dev.mutirao.executor.expression.ObjectCalling;
import dev.mutirao.executor.expression.ObjectFunctions;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A user's aggregate over frames: one state is given the rows of a frame in their order, and goes
/// on for the next frame when that has them all and more behind them. So frames that begin at the
/// start of the partition take a constant time per row, whole partitions too; any other frame takes
/// as many steps as it has rows. Rows that have the same frame share a result.
final class FedAggregate implements WindowFunction, PartMemory.Owned {
  /// Rows that are fetched at once.
  private static final int STEP_ROWS = 8192;

  private final ObjectFunctions.Aggregate function;
  private final FrameCursor frame;
  private final OrderedRows rows;
  private final List<ChunkedColumn> arguments;
  private final BufferAllocator allocator;
  private final int[] ids = new int[STEP_ROWS];
  private final int[] resultOf;

  /// The only state, as what is counted.
  private final @Nullable Object[] states = new Object[1];

  private final HeapStates heap;

  /// What the state was given: positions `start` to before `fed`.
  private int start = -1;

  private int fed = -1;

  /// The fetched rows, from position `fetchedFrom` on.
  private ObjectCalling.@Nullable Bound fetched;

  private int fetchedFrom;
  private int fetchedTo;

  FedAggregate(
      ObjectFunctions.Aggregate function,
      List<Integer> columns,
      FrameCursor frame,
      OrderedRows rows,
      PartMemory memory,
      int batchRows) {
    this.function = function;
    this.frame = frame;
    this.rows = rows;
    this.arguments = columns.stream().map(rows::column).toList();
    this.allocator = memory.allocator();
    this.heap = new HeapStates(function.methods().size(), allocator);
    this.resultOf = new int[batchRows];
    memory.own(this);
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator batches) {
    int results = 0;
    for (int i = 0; i < batch.count(); i++) {
      results += i == 0 || isAnother(i) ? 1 : 0;
      resultOf[i] = results - 1;
    }
    try (var values = function.result().filling(results, batches)) {
      for (int i = 0; i < batch.count(); i++) {
        if (i == 0 || isAnother(i)) {
          feed(i);
          values.ask(Objects.requireNonNull(states[0]));
        }
      }
      var column = values.finish();
      if (results == batch.count()) {
        return column;
      }
      try (column) {
        return Gather.rows(column, resultOf, batch.count(), batches);
      }
    }
  }

  private boolean isAnother(int i) {
    for (int piece = 0; piece < frame.pieces(); piece++) {
      if (frame.starts(piece)[i] != frame.starts(piece)[i - 1]
          || frame.ends(piece)[i] != frame.ends(piece)[i - 1]) {
        return true;
      }
    }
    return false;
  }

  /// Leaves in the state the rows of the frame of row `i` of the batch.
  private void feed(int i) {
    boolean goesOn = frame.pieces() == 1 && frame.starts(0)[i] == start && frame.ends(0)[i] >= fed;
    if (states[0] == null || !goesOn) {
      forget();
      states[0] = function.methods().create();
      start = frame.starts(0)[i];
      fed = start;
    }
    for (int piece = 0; piece < frame.pieces(); piece++) {
      fed = Math.max(fed, frame.starts(piece)[i]);
      feedTo(frame.ends(piece)[i]);
    }
  }

  private void feedTo(int to) {
    while (fed < to) {
      if (fetched == null || fed < fetchedFrom || fed >= fetchedTo) {
        fetch(fed);
      }
      int end = Math.min(to, fetchedTo);
      try {
        Objects.requireNonNull(fetched).call(states[0], fed - fetchedFrom, end - fetchedFrom);
        heap.added(end - fed, states);
      } catch (RuntimeException | Error failure) {
        forget(); // it may be what fills the heap
        throw failure;
      }
      fed = end;
    }
  }

  private void fetch(int from) {
    release();
    int count = Math.min(STEP_ROWS, rows.count() - from);
    for (int i = 0; i < count; i++) {
      ids[i] = rows.id(from + i);
    }
    try (var columns = new ColumnList()) {
      RowGather.columns(arguments, ids, count, allocator).forEach(columns::add);
      try (var batch = columns.toBatch(count)) {
        var values = new Column[arguments.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = batch.column(i);
        }
        fetched = function.add().bind(values, count, allocator);
      }
    }
    fetchedFrom = from;
    fetchedTo = from + count;
  }

  private void forget() {
    states[0] = null;
    heap.clear();
  }

  @Override
  public void close() {
    forget();
    release();
  }

  private void release() {
    if (fetched != null) {
      fetched.close();
      fetched = null;
    }
  }
}
