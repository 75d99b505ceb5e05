package dev.mutirao.connectors.type;

/// How the values of a type lie in memory. Kernels are written per layout, not per type.
public enum Layout {
  /// One bit a value, least significant first, as in Arrow.
  BIT(0),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FLOAT32(4),
  FLOAT64(8),
  /// Two's complement, little endian: the low 64 bits, then the high 64 bits.
  INT128(16),
  /// `rows + 1` offsets of 32 bits, and the bytes they cut.
  BYTES(0);

  private final int width;

  Layout(int width) {
    this.width = width;
  }

  /// Bytes per value; 0 for `BIT` and `BYTES`.
  public int width() {
    return width;
  }

  /// Whether every value takes the same whole number of bytes.
  public boolean fixedWidth() {
    return width > 0;
  }
}
