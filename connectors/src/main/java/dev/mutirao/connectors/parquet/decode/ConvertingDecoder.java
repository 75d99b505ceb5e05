package dev.mutirao.connectors.parquet.decode;

import java.lang.foreign.MemorySegment;

/// Decodes stored values of one width and converts them to another.
///
/// @param scratch where the stored values lie in between; used by no one else
record ConvertingDecoder(
    FixedDecoder stored, int storedWidth, Conversion conversion, int width, Scratch scratch)
    implements FixedDecoder {
  @Override
  public void read(int count, MemorySegment out, long offset) {
    var raw = scratch.ensure((long) count * storedWidth);
    stored.read(count, raw, 0);
    conversion.convert(raw, storedWidth, count, out, offset, width);
  }

  @Override
  public void skip(int count) {
    stored.skip(count);
  }
}
