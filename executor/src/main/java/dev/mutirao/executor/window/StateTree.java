package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.aggregate.Accumulator;
import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.aggregate.ColumnList;
import dev.mutirao.executor.aggregate.RowGroups;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Partial states of an aggregate over the rows of a part: one for every {@link #FANOUT} rows, one
/// for every {@link #FANOUT} of these, and so on. A frame is covered by few of them at each level,
/// so a result takes a time that grows with the logarithm of the frame.
final class StateTree implements PartMemory.Owned {
  static final int FANOUT = 16;
  private static final int FANOUT_BITS = 4;

  /// Rows that are added at once.
  private static final int STEP_ROWS = 8192;

  private final Accumulators accumulators;
  private final AggregateCall call;
  private final OrderedRows rows;
  private final BufferAllocator allocator;
  private final List<ChunkedColumn> arguments;
  private final @Nullable ChunkedColumn filter;

  /// State columns from the finest level up.
  private final List<Column[]> levels = new ArrayList<>();

  /// What the cover of frames still has to add, row ids and states of each level.
  private final Pending pendingRows = new Pending(STEP_ROWS);

  private final List<Pending> pendingStates = new ArrayList<>();
  private final RowGroups groups = new RowGroups();
  private final RowGroups kept = new RowGroups();

  StateTree(
      Accumulators accumulators, AggregateCall call, OrderedRows rows, BufferAllocator allocator) {
    this.accumulators = accumulators;
    this.call = call;
    this.rows = rows;
    this.allocator = allocator;
    this.arguments = call.arguments().stream().map(rows::column).toList();
    this.filter = call.filter().isPresent() ? rows.column(call.filter().getAsInt()) : null;
    try {
      build();
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  private void build() {
    int nodes = Math.ceilDiv(rows.count(), FANOUT);
    if (nodes <= 1) {
      return;
    }
    try (var states = accumulators.create(call, allocator)) {
      states.grow(nodes);
      var step = new Pending(STEP_ROWS);
      for (int position = 0; position < rows.count(); position++) {
        step.add(rows.id(position), position >>> FANOUT_BITS);
        if (step.isFull()) {
          addRows(step, states);
        }
      }
      addRows(step, states);
      keep(states, nodes);
    }
    while (nodes > FANOUT) {
      var finer = levels.getLast();
      int count = nodes;
      nodes = Math.ceilDiv(count, FANOUT);
      try (var states = accumulators.create(call, allocator)) {
        states.grow(nodes);
        groups.all(count);
        for (int node = 0; node < count; node++) {
          groups.groups()[node] = node >>> FANOUT_BITS;
        }
        states.merge(groups, finer);
        keep(states, nodes);
      }
    }
  }

  private void keep(Accumulator states, int nodes) {
    try (var columns = new ColumnList()) {
      states.writeState(IntStream.range(0, nodes).toArray(), 0, nodes, allocator, columns);
      levels.add(columns.take());
      pendingStates.add(new Pending(STEP_ROWS));
    }
  }

  /// Adds what is between two positions to a group of `target`, now or at the next {@link #flush}.
  void cover(int start, int end, int group, Accumulator target) {
    int from = start;
    int to = end;
    for (int level = -1; from < to; level++) {
      boolean isTop = level + 1 == levels.size();
      int inner = Math.ceilDiv(from, FANOUT) << FANOUT_BITS;
      int outer = to >>> FANOUT_BITS << FANOUT_BITS;
      if (isTop || inner >= outer) {
        addAll(level, from, to, group, target);
        return;
      }
      addAll(level, from, inner, group, target);
      addAll(level, outer, to, group, target);
      from = inner >>> FANOUT_BITS;
      to = outer >>> FANOUT_BITS;
    }
  }

  private void addAll(int level, int from, int to, int group, Accumulator target) {
    if (level < 0) {
      for (int position = from; position < to; position++) {
        pendingRows.add(rows.id(position), group);
        if (pendingRows.isFull()) {
          addRows(pendingRows, target);
        }
      }
      return;
    }
    var pending = pendingStates.get(level);
    for (int node = from; node < to; node++) {
      pending.add(node, group);
      if (pending.isFull()) {
        addStates(pending, level, target);
      }
    }
  }

  /// Adds what was put off.
  void flush(Accumulator target) {
    addRows(pendingRows, target);
    for (int level = 0; level < levels.size(); level++) {
      addStates(pendingStates.get(level), level, target);
    }
  }

  /// Drops what was put off.
  void forget() {
    pendingRows.count = 0;
    pendingStates.forEach(pending -> pending.count = 0);
  }

  private void addRows(Pending pending, Accumulator target) {
    int count = pending.count;
    pending.count = 0;
    if (count == 0) {
      return;
    }
    groups.all(count);
    System.arraycopy(pending.groups, 0, groups.groups(), 0, count);
    try (var fetched = new ColumnList()) {
      for (var column : RowGather.columns(arguments, pending.items, count, allocator)) {
        fetched.add(column);
      }
      var condition =
          filter == null ? null : RowGather.column(filter, pending.items, count, allocator);
      if (condition != null) {
        fetched.add(condition);
      }
      try (var batch = fetched.toBatch(count)) {
        var columns = new Column[arguments.size()];
        for (int i = 0; i < columns.length; i++) {
          columns[i] = batch.column(i);
        }
        kept.keep(groups, Arrays.copyOf(columns, Accumulators.required(call)), condition);
        target.add(kept, columns);
      }
    }
  }

  private void addStates(Pending pending, int level, Accumulator target) {
    groups.chosen(pending.items, pending.groups, pending.count);
    pending.count = 0;
    if (groups.count() > 0) {
      target.merge(groups, levels.get(level));
    }
  }

  @Override
  public void close() {
    for (var columns : levels) {
      for (var column : columns) {
        column.close();
      }
    }
    levels.clear();
  }

  /// Pairs of a row or state and the group that it is added to.
  private static final class Pending {
    final int[] items;
    final int[] groups;
    int count;

    Pending(int size) {
      items = new int[size];
      groups = new int[size];
    }

    void add(int item, int group) {
      items[count] = item;
      groups[count++] = group;
    }

    boolean isFull() {
      return count == items.length;
    }
  }
}
