package dev.mutirao.executor.window;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.aggregate.FloatOrder;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.function.IntBinaryOperator;

/// Compares the values at two positions as MIN and MAX do: as SQL compares, and -0 before 0.
final class PositionOrder {
  private PositionOrder() {}

  static IntBinaryOperator of(
      ChunkedColumn values, OrderedRows rows, Presence presence, PartMemory memory) {
    if (values.type().layout() == Layout.INT128 || values.type().layout() == Layout.BYTES) {
      var comparison = ValueComparison.of(values, values);
      return (a, b) -> comparison.applyAsInt(rows.id(a), rows.id(b));
    }
    var codes = memory.longs(rows.count());
    for (int position = 0; position < rows.count(); position++) {
      if (presence.at(position)) {
        codes.set(position, code(values, rows.id(position)));
      }
    }
    return (a, b) -> Long.compare(codes.get(a), codes.get(b));
  }

  private static long code(ChunkedColumn values, int id) {
    return switch (values.type().layout()) {
      case BIT -> values.bit(id) ? 1 : 0;
      case INT8 -> values.int8(id);
      case INT16 -> values.int16(id);
      case INT32 -> values.int32(id);
      case INT64 -> values.int64(id);
      case FLOAT32 -> FloatOrder.code(values.float32(id));
      case FLOAT64 -> FloatOrder.code(values.float64(id));
      case INT128, BYTES ->
          throw new IllegalArgumentException(values.type().sql() + " is not 64 bits wide");
    };
  }
}
