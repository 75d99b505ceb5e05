package dev.mutirao.connectors.type;

import java.util.Arrays;
import java.util.HexFormat;

/// Bytes compared by content. The array is not copied and must not be changed.
@SuppressWarnings("ArrayRecordComponent")
public record Binary(byte[] bytes) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Binary(byte[] theirs) && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
