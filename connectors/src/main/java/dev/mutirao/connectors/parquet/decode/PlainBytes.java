package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.MemorySegment;

/// PLAIN: each value behind its length. 26 ns a text of 20 bytes with an accent, the check of UTF-8
/// included (`benchmarks/run Kernels PARQUET_PLAIN_TEXTS`).
final class PlainBytes implements BytesDecoder {
  private final MemorySegment in;
  private final long end;
  private long position;

  PlainBytes(Page page) {
    this.in = page.bytes();
    this.position = page.valuesStart();
    this.end = page.valuesEnd();
  }

  @Override
  public void read(int count, BytesBuilder out) {
    long at = position;
    for (int i = 0; i < count; i++) {
      int length = length(at);
      out.append(in, at + 4, length);
      at += 4L + length;
    }
    position = at;
  }

  @Override
  public void skip(int count) {
    for (int i = 0; i < count; i++) {
      position += 4L + length(position);
    }
  }

  private int length(long at) {
    if (at + 4 > end) {
      throw new CorruptData("fewer values than its header says");
    }
    int length = in.get(INT, at);
    if (length < 0 || length > end - at - 4) {
      throw new CorruptData(
          "a value of "
              + Integer.toUnsignedString(length)
              + " bytes where "
              + (end - at - 4)
              + " are left");
    }
    return length;
  }
}
