package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.write.GrowingBytes;
import dev.mutirao.executor.expression.ObjectFunctions;
import dev.mutirao.executor.function.StateCodec;
import dev.mutirao.executor.memory.HeapReserve;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A user's aggregate: its states are objects on the Java heap, whose guessed size counts as memory
/// of the query. Between the threads of a process they are merged as they are; as a state column
/// they are bytes, or NULL for a group that no row came to.
final class ObjectAccumulator implements ValueKeeper {
  private static final int USUAL_BYTES = 64;
  private static final @Nullable Object[] NONE = new Object[0];

  private final String shown;
  private final ObjectFunctions.Aggregate function;
  private final BufferAllocator memory;
  private final HeapStates heap;
  private @Nullable Object[] states = NONE;
  private int[] rowNumbers = new int[0];

  /// @param name as plans call the function
  ObjectAccumulator(String name, ObjectFunctions.Aggregate function, BufferAllocator state) {
    this.shown = QualifiedName.shown(name);
    this.function = function;
    this.memory = state;
    this.heap = new HeapStates(function.methods().size(), state);
  }

  @Override
  public void grow(int groups) {
    if (states.length < groups) {
      states = Arrays.copyOf(states, Math.max(groups, 2 * states.length));
    }
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    int count = rows.count();
    if (count == 0) {
      return;
    }
    int length = arguments.length == 0 ? lastRow(rows) + 1 : arguments[0].rows();
    try (var add = function.add().bind(arguments, length, memory)) {
      var receivers = add.receivers();
      for (int i = 0; i < count; i++) {
        receivers[rows.row(i)] = state(rows.groups()[i]);
      }
      if (rows.dense()) {
        add.call(0, count);
      } else {
        add.call(numbers(rows), count);
      }
      heap.added(count, states);
    } catch (OutOfMemoryError full) {
      throw heapIsFull("add()");
    } catch (MutiraoException failure) {
      states = NONE; // which may be what fills the heap
      throw failure;
    }
  }

  /// Lets go of the states, so that there is heap to tell what took it.
  private MutiraoException heapIsFull(String where) {
    states = NONE;
    HeapReserve.release();
    return FunctionErrors.functionOutOfMemory(shown, "in", where);
  }

  private static int lastRow(RowGroups rows) {
    int last = 0;
    for (int i = 0; i < rows.count(); i++) {
      last = Math.max(last, rows.row(i));
    }
    return last;
  }

  private int[] numbers(RowGroups rows) {
    if (rowNumbers.length < rows.count()) {
      rowNumbers = new int[rows.count()];
    }
    for (int i = 0; i < rows.count(); i++) {
      rowNumbers[i] = rows.row(i);
    }
    return rowNumbers;
  }

  private Object state(int group) {
    var state = states[group];
    if (state == null) {
      state = function.methods().create();
      states[group] = state;
    }
    return state;
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var column = Vectors.flat(state[0]);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!state[0].isNull(row)) {
        int cell = Vectors.cell(state[0], row);
        int from = column.offsets().get(INT, (long) cell << 2);
        int to = column.offsets().get(INT, (long) cell + 1 << 2);
        var bytes = new byte[to - from];
        MemorySegment.copy(column.values(), BYTE, from, bytes, 0, bytes.length);
        merge(rows.groups()[i], read(bytes));
      }
    }
    heap.added(rows.count(), states);
  }

  @Override
  public void take(Accumulator other, int[] groups, int[] targets, int count) {
    var from = ((ObjectAccumulator) other).states;
    try {
      for (int i = 0; i < count; i++) {
        var state = from[groups[i]];
        if (state != null) {
          merge(targets[i], state);
        }
      }
    } catch (OutOfMemoryError full) {
      throw heapIsFull("merge()");
    }
    heap.added(count, states);
  }

  /// Takes over a state that is not used any more.
  private void merge(int group, Object state) {
    if (states[group] == null) {
      states[group] = state;
    } else {
      function.methods().merge(states[group], state);
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var codec = codec();
    try (var bytes = new GrowingBytes(allocator, (long) USUAL_BYTES * (to - from))) {
      var out = new DataOutputStream(bytes);
      var ends = new long[to - from];
      for (int i = from; i < to; i++) {
        var state = states[groups[i]];
        if (state != null) {
          codec.write(state, out);
        }
        ends[i - from] = bytes.size();
      }
      try (var writer =
          new BytesColumnWriter(allocator, Type.Simple.VARBINARY, to - from, bytes.size())) {
        long start = 0;
        for (int i = from; i < to; i++) {
          long end = ends[i - from];
          if (states[groups[i]] == null) {
            writer.appendNull();
          } else {
            writer.append(bytes.segment(), start, (int) (end - start));
          }
          start = end;
        }
        output.add(writer.finish());
      }
    } catch (IOException e) {
      throw EngineErrors.internal("a state was not written", e);
    }
  }

  private Object read(byte[] bytes) {
    try {
      return codec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw EngineErrors.internal("a state arrived broken", e);
    }
  }

  private StateCodec codec() {
    return function
        .methods()
        .codec()
        .orElseThrow(() -> new IllegalStateException("states that do not travel"));
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    var asked = new Object[to - from];
    for (int i = from; i < to; i++) {
      var state = states[groups[i]];
      asked[i - from] = state == null ? function.methods().create() : state;
    }
    output.add(function.result().call(asked, new Column[0], asked.length, allocator));
  }

  @Override
  public void clear(int groups) {
    Arrays.fill(states, 0, Math.min(groups, states.length), null); // none after a failure
    heap.clear();
  }

  @Override
  public long sizeInBytes() {
    return heap.sizeInBytes();
  }

  @Override
  public void close() {
    states = NONE;
    heap.clear();
  }
}
