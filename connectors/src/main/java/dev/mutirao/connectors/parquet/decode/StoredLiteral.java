package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/// One value as it stands in statistics.
public final class StoredLiteral {
  private StoredLiteral() {}

  /// The value in the column's type, but text as bytes, which may have been cut inside a character.
  /// Empty when it is not a value of the column, or the column's values have no order.
  public static Optional<Literal> of(StoredColumn column, byte[] stored) {
    return switch (column.physical()) {
      case INT96 -> Optional.empty();
      case BOOLEAN ->
          stored.length == 1 ? Optional.of(Literal.of(stored[0] != 0)) : Optional.empty();
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT32, INT64, FLOAT, DOUBLE -> {
        if (column.uuid()) {
          yield uuid(stored);
        }
        yield column.layout() == dev.mutirao.connectors.type.Layout.BYTES
            ? Optional.of(new Literal(Type.Simple.VARBINARY, new Binary(stored)))
            : number(column, stored);
      }
    };
  }

  private static Optional<Literal> uuid(byte[] stored) {
    if (stored.length != 16) {
      return Optional.empty();
    }
    var hex = HexFormat.of().formatHex(stored);
    return Optional.of(
        Literal.of(
            String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20))));
  }

  private static Optional<Literal> number(StoredColumn column, byte[] stored) {
    int width = column.storedWidth();
    if (width != 0 && stored.length != width) {
      return Optional.empty();
    }
    // Off-heap as everything that conversions ever see, so that their code stays specialised for
    // it.
    try (var arena = Arena.ofConfined()) {
      var raw = arena.allocate(stored.length + 16L, 8);
      MemorySegment.copy(stored, 0, raw, BYTE, 0, stored.length);
      var out = arena.allocate(16, 8);
      column.conversion().convert(raw, stored.length, 1, out, 0, column.layout().width());
      return Optional.of(new Literal(column.type(), value(column, out)));
    } catch (CorruptData e) {
      return Optional.empty();
    }
  }

  private static Object value(StoredColumn column, MemorySegment out) {
    return switch (column.layout()) {
      case INT8 -> (long) out.get(BYTE, 0);
      case INT16 -> (long) out.get(SHORT, 0);
      case INT32 -> (long) out.get(INT, 0);
      case INT64 -> out.get(LONG, 0);
      case FLOAT32 -> (double) out.get(FLOAT, 0);
      case FLOAT64 -> out.get(DOUBLE, 0);
      case INT128 ->
          BigInteger.valueOf(out.get(LONG, 8))
              .shiftLeft(64)
              .add(new BigInteger(Long.toUnsignedString(out.get(LONG, 0))));
      case BIT, BYTES -> throw new IllegalStateException(column.type().sql() + " is no number");
    };
  }
}
