package dev.mutirao.connectors.parquet.decode;

import java.lang.foreign.MemorySegment;

/// Decodes the values of one page, each of the same number of bytes.
interface FixedDecoder {
  /// Writes the next `count` values to `out` from byte `offset` on.
  void read(int count, MemorySegment out, long offset);

  /// Passes over the next `count` values.
  void skip(int count);
}
