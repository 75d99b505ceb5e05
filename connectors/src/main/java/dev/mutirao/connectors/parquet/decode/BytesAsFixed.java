package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import java.lang.foreign.MemorySegment;

/// Values with lengths of their own that become values of one width.
///
/// @param bigEndian whether they are big-endian integers of any length; else each has exactly
///   `width` bytes
record BytesAsFixed(BytesDecoder stored, BytesBuilder between, boolean bigEndian, int width)
    implements FixedDecoder {
  @Override
  public void read(int count, MemorySegment out, long offset) {
    between.begin(count);
    stored.read(count, between);
    for (int i = 0; i < count; i++) {
      int start = between.offsets().get(INT, 4L * i);
      int length = between.offsets().get(INT, 4L * i + 4) - start;
      long to = offset + (long) i * width;
      if (bigEndian) {
        Conversion.bigEndian(between.bytes(), start, length, out, to, width);
      } else if (length != width) {
        throw new CorruptData("a value of " + length + " bytes in a column of " + width);
      } else {
        MemorySegment.copy(between.bytes(), start, out, to, width);
      }
    }
  }

  @Override
  public void skip(int count) {
    stored.skip(count);
  }
}
