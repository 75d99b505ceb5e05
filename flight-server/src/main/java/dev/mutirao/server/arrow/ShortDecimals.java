package dev.mutirao.server.arrow;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Decimals of at most 18 digits are 64 bits wide in the engine and 128 for clients.
final class ShortDecimals {
  private static final Type.Decimal WIDE = new Type.Decimal(Type.Decimal.MAX_PRECISION, 0);

  private ShortDecimals() {}

  /// A flat column of 128-bit integers with the values of a flat one of 64-bit integers, which
  /// stays the caller's.
  static Column widen(Column column, BufferAllocator allocator) {
    var values = allocator.buffer(column.rows() * 16L);
    var from = column.values();
    var to = Memory.segment(values);
    for (int row = 0; row < column.rows(); row++) {
      long value = from.get(Column.LONG, row * 8L);
      to.set(Column.LONG, row * 16L, value);
      to.set(Column.LONG, row * 16L + 8, value >> 63);
    }
    var validity = column.validityBuffer();
    if (validity != null) {
      validity.getReferenceManager().retain();
    }
    return Column.fixed(WIDE, column.rows(), validity, values);
  }

  /// The low halves of 128-bit integers that are known to fit 64 bits.
  static ArrowBuf narrow(ArrowBuf wide, int rows, BufferAllocator allocator) {
    var values = allocator.buffer(rows * 8L);
    var from = Memory.segment(wide);
    var to = Memory.segment(values);
    for (int row = 0; row < rows; row++) {
      to.set(Column.LONG, row * 8L, from.get(Column.LONG, row * 16L));
    }
    return values;
  }
}
