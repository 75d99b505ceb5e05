package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// One 64-bit load, shift and mask per integer.
final class ScalarBitUnpacker implements BitUnpacker {
  @Override
  public void unpack(
      MemorySegment in,
      long offset,
      long bit,
      int width,
      int count,
      MemorySegment out,
      long outOffset) {
    long mask = (1L << width) - 1;
    long at = bit;
    for (int i = 0; i < count; i++) {
      long word = in.get(LONG, offset + (at >>> 3));
      out.set(INT, outOffset + 4L * i, (int) (word >>> (at & 7) & mask));
      at += width;
    }
  }
}
