package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// Keeps all values of at most 64 bits: quantiles, the median and the mode. State: the values of a
/// group, eight bytes each as {@link Vectors#longs} gives them, -0 as 0.
final class NumbersAccumulator implements ValueKeeper {
  private final boolean isFloating;
  private final EntryGroups groups;
  private final BufferAllocator state;
  private final Vectors vectors = new Vectors();

  /// In the order of arrival, then of groups.
  private StateArray values;

  private boolean ordered; // guarded by this

  NumbersAccumulator(Type type, BufferAllocator state) {
    this.isFloating = type.layout() == Layout.FLOAT32 || type.layout() == Layout.FLOAT64;
    this.state = state;
    this.groups = new EntryGroups(state);
    this.values = new StateArray(state);
  }

  @Override
  public void grow(int count) {
    groups.grow(count);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var numbers = vectors.longs(arguments[0], rows);
    long at = reserve(rows.count());
    var memory = values.segment();
    for (int i = 0; i < rows.count(); i++) {
      long number = isFloating ? FloatOrder.equalityCode(numbers[i]) : numbers[i];
      memory.set(LONG, at + i << 3, number);
    }
    groups.append(rows);
  }

  @Override
  public void merge(RowGroups rows, Column[] states) {
    var column = states[0];
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!column.isNull(row)) {
        int from = column.offsets().get(INT, (long) row << 2);
        int to = column.offsets().get(INT, (long) row + 1 << 2);
        append(rows.groups()[i], column.values(), from, to - from >> 3);
      }
    }
  }

  @Override
  public void take(Accumulator other, int[] from, int[] targets, int count) {
    var source = (NumbersAccumulator) other;
    source.order();
    for (int i = 0; i < count; i++) {
      long start = source.groups.start(from[i]);
      long end = source.groups.end(from[i]);
      append(targets[i], source.values.segment(), start << 3, end - start);
    }
  }

  @Override
  public void writeState(
      int[] numbers, int from, int to, BufferAllocator allocator, ColumnList output) {
    order();
    long length = 0;
    for (int i = from; i < to; i++) {
      length += count(numbers[i]) << 3;
    }
    try (var writer = new BytesColumnWriter(allocator, Type.Simple.VARBINARY, to - from, length)) {
      for (int i = from; i < to; i++) {
        long start = groups.start(numbers[i]);
        writer.append(values.segment(), start << 3, (int) (count(numbers[i]) << 3));
      }
      output.add(writer.finish());
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] numbers,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    order();
    boolean isMode = call.function().equals("mode");
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        if (count(numbers[i]) == 0) {
          results.setNull(i - from);
        } else {
          int group = numbers[i];
          results.set(i - from, isMode ? mode(call, group) : quantile(call, group));
        }
      }
      output.add(results.finish());
    }
  }

  @Override
  public synchronized void clear(int count) {
    groups.clear();
    ordered = false;
  }

  @Override
  public long sizeInBytes() {
    return values.sizeInBytes() + groups.sizeInBytes();
  }

  @Override
  public void close() {
    values.close();
    groups.close();
  }

  private long count(int group) {
    return groups.end(group) - groups.start(group);
  }

  /// Makes room for more values; gives where the first goes.
  private long reserve(long more) {
    values.reserve(groups.count() + more << 3);
    return groups.count();
  }

  private void append(int group, MemorySegment from, long at, long count) {
    long to = reserve(count);
    MemorySegment.copy(from, at, values.segment(), to << 3, count << 3);
    groups.append(group, count);
  }

  /// Brings the values of each group together, once.
  private synchronized void order() {
    if (ordered) {
      return;
    }
    ordered = true;
    if (groups.isOneGroup()) {
      return;
    }
    var sorted = new StateArray(state);
    try {
      sorted.reserve(groups.count() << 3);
      var memory = values.segment();
      var target = sorted.segment();
      groups.order((entry, place) -> target.set(LONG, place << 3, memory.get(LONG, entry << 3)));
      var before = values;
      values = sorted;
      sorted = before;
    } finally {
      sorted.close();
    }
  }

  /// The order of values within their group may change: only this thread reads the group.
  private long quantile(AggregateCall call, int group) {
    var memory = values.segment();
    long start = groups.start(group);
    long end = groups.end(group);
    var rank = QuantileRank.of(call, end - start);
    long low = LongOrder.select(memory, start, end, start + rank.lower());
    if (rank.weight() == 0 || rank.lower() == rank.upper()) {
      return low;
    }
    long high = LongOrder.least(memory, start + rank.upper(), end);
    return isFloating
        ? FloatOrder.code(rank.between(FloatOrder.value(low), FloatOrder.value(high)))
        : rank.between(low, high);
  }

  private long mode(AggregateCall call, int group) {
    var memory = values.segment();
    long end = groups.end(group);
    boolean last =
        !call.constants().isEmpty() && Boolean.TRUE.equals(call.constants().getFirst().value());
    LongOrder.sort(memory, groups.start(group), end);
    long best = 0;
    long most = 0;
    for (long at = groups.start(group); at < end; ) {
      long value = memory.get(LONG, at << 3);
      long from = at;
      while (at < end && memory.get(LONG, at << 3) == value) {
        at++;
      }
      if (last ? at - from >= most : at - from > most) {
        most = at - from;
        best = value;
      }
    }
    return best;
  }
}
