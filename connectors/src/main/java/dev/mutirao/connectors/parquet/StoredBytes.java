package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.parquet.decode.Conversion;
import dev.mutirao.connectors.parquet.decode.StoredColumn;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The bytes by which a column stores one value, as bloom filters hash them.
final class StoredBytes {
  private StoredBytes() {}

  /// The bytes of a literal of the column's type; empty where one value may be stored in several
  /// ways, or the stored value is not the literal's own.
  static Optional<byte[]> of(StoredColumn column, Literal literal) {
    if (literal.isNull() || column.type() instanceof Type.Decimal) {
      return Optional.empty();
    }
    boolean same = column.conversion() == Conversion.NONE;
    return switch (column.physical()) {
      case INT32 -> integer(column, literal);
      case INT64 ->
          same ? Optional.of(bytes(8).putLong((Long) literal.value()).array()) : Optional.empty();
      case BYTE_ARRAY -> same ? Optional.of(literal.bytes()) : Optional.empty();
      // Zero has two signs, NaN many bits, and other types no bloom filters worth the name.
      case FLOAT, DOUBLE, BOOLEAN, INT96, FIXED_LEN_BYTE_ARRAY -> Optional.empty();
    };
  }

  private static Optional<byte[]> integer(StoredColumn column, Literal literal) {
    return switch (column.conversion()) {
      case NONE, NARROW_TO_BYTE, NARROW_TO_SHORT, WIDEN_INT, WIDEN_UNSIGNED_INT -> {
        long value = (Long) literal.value();
        boolean fits = value >= Integer.MIN_VALUE && value <= 0xFFFFFFFFL;
        yield fits ? Optional.of(bytes(4).putInt((int) value).array()) : Optional.empty();
      }
      case WIDEN_LONG,
          WIDEN_UNSIGNED_LONG,
          MILLIS_OF_DAY,
          MILLIS,
          NANOS,
          WIDEN_FLOAT,
          HALF_FLOAT,
          INT96,
          BIG_ENDIAN ->
          Optional.empty();
    };
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
