package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.MemorySegment;

/// PLAIN: values one after the other, as they lie in memory. 1 ns a number of 64 bits, from the
/// file in the page cache (`benchmarks/run Kernels PARQUET_PLAIN_NUMBERS`).
final class PlainFixed implements FixedDecoder {
  private final MemorySegment in;
  private final long end;
  private final int width;
  private long position;

  PlainFixed(Page page, int width) {
    this.in = page.bytes();
    this.position = page.valuesStart();
    this.end = page.valuesEnd();
    this.width = width;
  }

  @Override
  public void read(int count, MemorySegment out, long offset) {
    long start = position;
    skip(count);
    MemorySegment.copy(in, start, out, offset, position - start);
  }

  @Override
  public void skip(int count) {
    long bytes = (long) count * width;
    if (bytes > end - position) {
      throw new CorruptData(
          "a page of " + (end - position) / width + " values where " + count + " are due");
    }
    position += bytes;
  }
}
