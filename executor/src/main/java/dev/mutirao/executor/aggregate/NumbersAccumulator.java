package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// Keeps all values of at most 64 bits: quantiles, the median, the mode and risks of loss. State:
/// the values of a group, eight bytes each as {@link Vectors#longs} gives them, -0 as 0.
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
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        int group = numbers[i];
        if (count(group) == 0) {
          results.setNull(i - from);
          continue;
        }
        switch (call.function()) {
          case "mode" -> results.set(i - from, mode(call, group));
          case "value_at_risk", "expected_shortfall" -> {
            var tail = Tail.of(call, count(group));
            if (tail.isPresent()) {
              results.cells().set(DOUBLE, (long) (i - from) << 3, risk(call, group, tail.get()));
            } else {
              results.setNull(i - from);
            }
          }
          default -> results.set(i - from, quantile(call, group));
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

  /// A loss in the tail; NaN where any value is. The order of values within their group may change.
  private double risk(AggregateCall call, int group, Tail tail) {
    var memory = values.segment();
    long start = groups.start(group);
    long end = groups.end(group);
    double edge = FloatOrder.value(LongOrder.select(memory, start, end, start + tail.edge()));
    if (hasNaN(memory, start, end)) {
      return Double.NaN;
    }
    return call.function().equals("value_at_risk")
        ? Tail.valueAtRisk(edge)
        : shortfall(tail, memory, start, edge);
  }

  /// @param start of the group, whose tail comes first
  private static double shortfall(Tail tail, MemorySegment memory, long start, double edge) {
    var sum = MemorySegment.ofArray(new byte[(int) Superaccumulator.BYTES]);
    double infinite = 0;
    for (long at = start; at < start + tail.involved(); at++) {
      double value = FloatOrder.value(memory.get(LONG, at << 3));
      if (!Double.isFinite(value)) {
        infinite += value;
      } else if (at < start + tail.whole()) {
        Superaccumulator.add(sum, 0, value);
      }
    }
    return infinite != 0
        ? -infinite
        : tail.expectedShortfall(Superaccumulator.toDyadic(sum, 0), edge);
  }

  private static boolean hasNaN(MemorySegment memory, long start, long end) {
    long nan = FloatOrder.code(Double.NaN);
    boolean found = false;
    for (long at = start; at < end; at++) {
      found |= memory.get(LONG, at << 3) == nan;
    }
    return found;
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
