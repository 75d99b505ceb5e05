package dev.mutirao.connectors.batch;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads single values as Java objects, for tests, output and slow paths.
public final class Cells {
  private Cells() {}

  /// The value at `row`, flat or dictionary encoded.
  public static Literal literal(Column column, int row) {
    if (column.isNull(row) || column.type() == Type.Simple.NULL) {
      return Literal.ofNull(column.type());
    }
    if (column.isDictionary()) {
      return literal(column.dictionary(), column.values().getAtIndex(INT, row));
    }
    var values = column.values();
    return new Literal(
        column.type(),
        switch (column.layout()) {
          case BIT -> (Object) ((values.get(BYTE, row >>> 3) >>> (row & 7) & 1) != 0);
          case INT8 -> (long) values.get(BYTE, row);
          case INT16 -> (long) values.getAtIndex(SHORT, row);
          case INT32 -> (long) values.getAtIndex(INT, row);
          case INT64 -> values.getAtIndex(LONG, row);
          case FLOAT32 -> (double) values.getAtIndex(FLOAT, row);
          case FLOAT64 -> values.getAtIndex(DOUBLE, row);
          case INT128 ->
              int128(values.getAtIndex(LONG, 2L * row + 1), values.getAtIndex(LONG, 2L * row));
          case BYTES -> text(column, row);
        });
  }

  /// The values of one row.
  public static List<Literal> row(Batch batch, int row) {
    var cells = new ArrayList<Literal>(batch.columnCount());
    for (int i = 0; i < batch.columnCount(); i++) {
      cells.add(literal(batch.column(i), row));
    }
    return cells;
  }

  /// A column of `literals`, which all have type `type`. Belongs to the caller.
  public static Column column(
      Type type, List<Literal> literals, org.apache.arrow.memory.BufferAllocator allocator) {
    try (var builder = new ColumnBuilder(type, literals.size(), allocator)) {
      literals.forEach(builder::append);
      return builder.build();
    }
  }

  /// The number of 128 bits with these halves.
  public static BigInteger int128(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(64).or(new BigInteger(1, bigEndian(low)));
  }

  private static byte[] bigEndian(long value) {
    return java.nio.ByteBuffer.allocate(8).putLong(value).array();
  }

  private static Object text(Column column, int row) {
    int start = column.offsets().getAtIndex(INT, row);
    var bytes = new byte[column.offsets().getAtIndex(INT, row + 1L) - start];
    MemorySegment.copy(column.values(), BYTE, start, bytes, 0, bytes.length);
    return column.type() == Type.Simple.VARBINARY
        ? new Binary(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }
}
