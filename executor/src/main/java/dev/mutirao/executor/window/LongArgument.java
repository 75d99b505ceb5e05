package dev.mutirao.executor.window;

import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.store.ChunkedColumn;
import org.jspecify.annotations.Nullable;

/// A BIGINT argument of a window function: one number for all rows, or a column.
record LongArgument(@Nullable ChunkedColumn column, boolean isNull, long constant) {
  static LongArgument of(Expression argument, OrderedRows rows) {
    return switch (argument) {
      case Expression.InputColumn(var index, var type) ->
          new LongArgument(rows.column(index), false, 0);
      case Expression.Constant(var literal) ->
          new LongArgument(
              null, literal.isNull(), literal.value() instanceof Long number ? number : 0);
      default -> throw new IllegalArgumentException("neither a column nor a constant: " + argument);
    };
  }

  /// Whether the row `id` has none.
  boolean isNull(int id) {
    return column == null ? isNull : column.isNull(id);
  }

  /// The number of the row `id`, when it has one.
  long get(int id) {
    return column == null ? constant : column.int64(id);
  }
}
