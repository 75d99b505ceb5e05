package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.aggregate.ColumnList;
import dev.mutirao.executor.expression.ObjectFunctions;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A user's function that remembers the rows before: an object per partition, which is given its
/// rows in their order, each once.
final class StatefulFunction implements WindowFunction {
  private final ObjectFunctions.Stateful function;
  private final OrderedRows rows;
  private final List<ChunkedColumn> arguments;
  private final int[] ids;

  /// Of the partition that the last row was of.
  private @Nullable Object current;

  StatefulFunction(
      ObjectFunctions.Stateful function, List<Integer> columns, OrderedRows rows, int batchRows) {
    this.function = function;
    this.rows = rows;
    this.arguments = columns.stream().map(rows::column).toList();
    this.ids = new int[batchRows];
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    int count = batch.count();
    var objects = new Object[count];
    for (int i = 0; i < count; i++) {
      int position = batch.from() + i;
      ids[i] = rows.id(position);
      if (position == batch.partitionStart[i]) {
        current = function.methods().create();
      }
      objects[i] = Objects.requireNonNull(current, "a part begins with a partition");
    }
    try (var columns = new ColumnList()) {
      RowGather.columns(arguments, ids, count, allocator).forEach(columns::add);
      try (var given = columns.toBatch(count)) {
        var values = new Column[arguments.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = given.column(i);
        }
        return function.next().call(objects, values, count, allocator);
      }
    }
  }
}
