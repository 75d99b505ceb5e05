package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;

/// How the values of a flat column are stored, and what they become.
///
/// @param physical Parquet's physical type
/// @param length bytes per value of FIXED_LEN_BYTE_ARRAY, else 0
/// @param type the type that rows get
/// @param conversion what happens to each value in between; for byte strings of fixed length that
///   become text or bytes, `NONE`
/// @param optional whether there may be NULLs
public record StoredColumn(
    org.apache.parquet.format.Type physical,
    int length,
    Type type,
    Conversion conversion,
    boolean optional) {

  /// Bytes per stored value; 0 where it varies or is a bit.
  int storedWidth() {
    return switch (physical) {
      case INT32, FLOAT -> 4;
      case INT64, DOUBLE -> 8;
      case INT96 -> 12;
      case FIXED_LEN_BYTE_ARRAY -> length;
      case BOOLEAN, BYTE_ARRAY -> 0;
    };
  }

  /// Whether numbers are stored as integers with a sign, which every version of the format has
  /// ordered as such.
  public boolean isSigned() {
    boolean integer =
        physical == org.apache.parquet.format.Type.INT32
            || physical == org.apache.parquet.format.Type.INT64;
    return integer
        && conversion != Conversion.WIDEN_UNSIGNED_INT
        && conversion != Conversion.WIDEN_UNSIGNED_LONG;
  }

  /// Whether a UUID is spelled out as text.
  boolean uuid() {
    return physical == org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY
        && type == Type.Simple.VARCHAR;
  }

  Layout layout() {
    return type.layout();
  }
}
