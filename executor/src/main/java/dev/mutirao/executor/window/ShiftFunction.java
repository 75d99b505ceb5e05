package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// LAG and LEAD: finds the row, then fetches its value. What is given when there is no such row
/// stands in chunks behind those of the values, so that one fetch gets both.
final class ShiftFunction implements WindowFunction {
  /// How the row `id` is asked for its default.
  private interface Otherwise {
    int of(int id);
  }

  private final OrderedRows rows;
  private final ChunkedColumn values;
  private final Presence presence;
  private final LongArgument offset;
  private final boolean backwards;
  private final Otherwise otherwise;
  private final int[] ids;

  ShiftFunction(WindowCall.Shifted call, OrderedRows rows, PartMemory memory, int batchRows) {
    var column = rows.column(call.value());
    this.rows = rows;
    this.presence =
        call.ignoreNulls()
            ? Presence.of(rows, List.of(column), null, memory)
            : Presence.everywhere();
    this.offset = LongArgument.of(call.offset(), rows);
    this.backwards = call.backwards();
    this.ids = new int[batchRows];
    var chunks = new ArrayList<Column>();
    for (int chunk = 0; chunk < column.chunks(); chunk++) {
      chunks.add(column.chunk(chunk));
    }
    int values = chunks.size();
    this.otherwise =
        switch (call.otherwise().orElse(null)) {
          case null -> id -> RowId.NONE;
          case Expression.InputColumn(var index, var type) -> {
            var defaults = rows.column(index);
            for (int chunk = 0; chunk < defaults.chunks(); chunk++) {
              chunks.add(defaults.chunk(chunk));
            }
            yield id -> RowId.of(values + RowId.chunk(id), RowId.row(id));
          }
          case Expression.Constant(var literal) -> {
            var constant = ConstantColumn.of(literal, 1, memory.allocator());
            memory.own(constant::close);
            chunks.add(constant);
            yield id -> RowId.of(values, 0);
          }
          case Expression other ->
              throw new IllegalArgumentException("neither a column nor a constant: " + other);
        };
    this.values = new ChunkedColumn(column.type(), chunks.toArray(Column[]::new));
  }

  @Override
  public Column evaluate(PositionBatch batch, BufferAllocator allocator) {
    for (int i = 0; i < batch.count(); i++) {
      int id = rows.id(batch.from() + i);
      ids[i] = offset.isNull(id) ? RowId.NONE : shifted(batch, i, id);
    }
    return RowGather.column(values, ids, batch.count(), allocator);
  }

  private int shifted(PositionBatch batch, int i, int id) {
    int position = batch.from() + i;
    long distance = backwards ? -offset.get(id) : offset.get(id);
    if (distance == 0) {
      return id;
    }
    // Among the rows that count: the first that is asked for after the row, or the last before it.
    long number =
        distance < 0
            ? presence.before(position) + distance
            : presence.before(position + 1) + distance - 1;
    boolean inside =
        number >= presence.before(batch.partitionStart[i])
            && number < presence.before(batch.partitionEnd[i]);
    return inside ? rows.id(presence.position((int) number)) : otherwise.of(id);
  }
}
