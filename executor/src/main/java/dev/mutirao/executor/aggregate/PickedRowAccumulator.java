package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The value of the first row in an order: ARG_MIN, ARG_MAX, FIRST and LAST. Among rows that tie on
/// all keys the least value is taken, NULL only when there is no other. State: whether there was a
/// row, then the value and the keys.
final class PickedRowAccumulator implements Accumulator {
  /// The value in front, and the keys behind it in the places that `order` names.
  private final GroupCells[] cells;

  private final SortKey[] order;
  private final StateArray seen;
  private final RowGroups present = new RowGroups();

  /// @param types of the value and the keys
  PickedRowAccumulator(List<Type> types, List<SortKey> order, BufferAllocator state) {
    this.cells = new GroupCells[types.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = GroupCells.of(types.get(i), i > 0, state);
    }
    this.order = order.toArray(SortKey[]::new);
    this.seen = new StateArray(state);
  }

  static PickedRowAccumulator of(AggregateCall call, BufferAllocator state) {
    var order =
        switch (call.function()) {
          case "arg_min" -> List.of(new SortKey(1, false, false));
          case "arg_max" -> List.of(new SortKey(1, true, true));
          case "first" -> call.orderBy();
          case "last" ->
              call.orderBy().stream()
                  .map(key -> new SortKey(key.column(), !key.descending(), !key.nullsFirst()))
                  .toList();
          default -> throw new IllegalArgumentException("picks no row: " + call.function());
        };
    return new PickedRowAccumulator(call.argumentTypes(), order, state);
  }

  /// Types of the state columns.
  static List<Type> stateTypes(AggregateCall call) {
    var types = new ArrayList<Type>(List.of(Type.Simple.BOOLEAN));
    types.addAll(call.argumentTypes());
    return types;
  }

  @Override
  public void grow(int groups) {
    for (var each : cells) {
      each.grow(groups);
    }
    seen.reserve(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    for (int i = 0; i < cells.length; i++) {
      cells[i].bind(arguments[i], rows);
    }
    var marks = seen.segment();
    for (int i = 0, count = rows.count(); i < count; i++) {
      int group = rows.groups()[i];
      if (marks.get(BYTE, group) == 0 || comesBefore(i, group)) {
        marks.set(BYTE, group, (byte) 1);
        for (var each : cells) {
          each.set(i, group);
        }
      }
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    present.keep(rows, new Column[0], state[0]);
    var arguments = new Column[cells.length];
    System.arraycopy(state, 1, arguments, 0, cells.length);
    add(present, arguments);
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    try (var marks = new FixedColumnWriter(allocator, Type.Simple.BOOLEAN, to - from)) {
      for (int i = from; i < to; i++) {
        marks.set(i - from, seen.segment().get(BYTE, groups[i]));
      }
      output.add(marks.finish());
    }
    for (var each : cells) {
      output.add(each.write(groups, from, to, allocator));
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    output.add(cells[0].write(groups, from, to, allocator));
  }

  @Override
  public void clear(int groups) {
    for (var each : cells) {
      each.clear(groups);
    }
    seen.zero(groups);
  }

  @Override
  public long sizeInBytes() {
    long bytes = seen.sizeInBytes();
    for (var each : cells) {
      bytes += each.sizeInBytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    seen.close();
    for (var each : cells) {
      each.close();
    }
  }

  private boolean comesBefore(int i, int group) {
    for (var key : order) {
      int compared = compare(cells[key.column()], i, group, key.descending(), key.nullsFirst());
      if (compared != 0) {
        return compared < 0;
      }
    }
    return compare(cells[0], i, group, false, false) < 0;
  }

  private static int compare(
      GroupCells cells, int i, int group, boolean descending, boolean nullsFirst) {
    boolean mine = cells.isNull(i);
    boolean its = cells.isGroupNull(group);
    if (mine || its) {
      return mine && its ? 0 : mine == nullsFirst ? -1 : 1;
    }
    int compared = cells.compare(i, group);
    return descending ? -compared : compared;
  }
}
