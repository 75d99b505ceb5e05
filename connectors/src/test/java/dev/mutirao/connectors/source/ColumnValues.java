package dev.mutirao.connectors.source;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type.Simple;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cells of columns as the objects that {@link dev.mutirao.connectors.type.Literal} uses, for
/// comparing in tests.
public final class ColumnValues {
  private ColumnValues() {}

  /// The value at `row`, read through the dictionary if there is one; null for NULL.
  public static @Nullable Object at(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    if (column.isDictionary()) {
      return at(column.dictionary(), column.values().get(Column.INT, 4L * row));
    }
    var values = column.values();
    return switch (column.layout()) {
      case BIT -> (values.get(Column.BYTE, row / 8) >> row % 8 & 1) == 1;
      case INT8 -> (long) values.get(Column.BYTE, row);
      case INT16 -> (long) values.get(Column.SHORT, 2L * row);
      case INT32 -> (long) values.get(Column.INT, 4L * row);
      case INT64 -> values.get(Column.LONG, 8L * row);
      case FLOAT32 -> (double) values.get(Column.FLOAT, 4L * row);
      case FLOAT64 -> values.get(Column.DOUBLE, 8L * row);
      case INT128 ->
          BigInteger.valueOf(values.get(Column.LONG, 16L * row + 8))
              .shiftLeft(64)
              .add(new BigInteger(Long.toUnsignedString(values.get(Column.LONG, 16L * row))));
      case BYTES -> bytes(column, row);
    };
  }

  private static Object bytes(Column column, int row) {
    if (column.layout() != Layout.BYTES) {
      throw new IllegalArgumentException(column.type().sql());
    }
    long from = column.offsets().get(Column.INT, 4L * row);
    long to = column.offsets().get(Column.INT, 4L * row + 4);
    var bytes =
        from == to ? new byte[0] : column.values().asSlice(from, to - from).toArray(Column.BYTE);
    return column.type() == Simple.VARCHAR
        ? new String(bytes, StandardCharsets.UTF_8)
        : new Binary(bytes);
  }
}
