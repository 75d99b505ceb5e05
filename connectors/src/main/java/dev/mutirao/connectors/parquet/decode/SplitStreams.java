package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.MemorySegment;

/// BYTE_STREAM_SPLIT: first the first byte of every value, then the second byte of every value, and
/// so on. 2.9 ns a double, from the file in the page cache (`benchmarks/run Kernels
/// PARQUET_SPLIT_DOUBLES`).
final class SplitStreams implements FixedDecoder {
  private final MemorySegment in;
  private final long start;
  private final int width;
  private final long total;
  private long index;

  SplitStreams(Page page, int width) {
    this.in = page.bytes();
    this.start = page.valuesStart();
    this.width = width;
    this.total = (page.valuesEnd() - start) / width;
  }

  @Override
  public void read(int count, MemorySegment out, long offset) {
    long at = start + index;
    skip(count);
    switch (width) {
      case 4 -> {
        for (int i = 0; i < count; i++) {
          out.set(INT, offset + 4L * i, half(at + i));
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          long low = half(at + i) & 0xFFFFFFFFL;
          out.set(LONG, offset + 8L * i, low | (long) half(at + i + 4 * total) << 32);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          for (int part = 0; part < width; part++) {
            out.set(BYTE, offset + (long) width * i + part, in.get(BYTE, at + i + part * total));
          }
        }
      }
    }
  }

  /// Four bytes of four neighbouring streams.
  private int half(long at) {
    return in.get(BYTE, at) & 0xFF
        | (in.get(BYTE, at + total) & 0xFF) << 8
        | (in.get(BYTE, at + 2 * total) & 0xFF) << 16
        | in.get(BYTE, at + 3 * total) << 24;
  }

  @Override
  public void skip(int count) {
    if (count > total - index) {
      throw new CorruptData("a page of " + total + " values where " + (index + count) + " are due");
    }
    index += count;
  }
}
