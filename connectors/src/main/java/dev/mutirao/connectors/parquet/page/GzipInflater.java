package dev.mutirao.connectors.parquet.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates gzip members, one or several, between off-heap segments.
final class GzipInflater implements AutoCloseable {
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;

  private final Inflater inflater = new Inflater(true);

  /// Gives the number of bytes made, at most the target's size.
  long inflate(MemorySegment source, MemorySegment target) throws DataFormatException {
    var out = target.asByteBuffer();
    long position = 0;
    while (position < source.byteSize()) {
      position += headerSize(source, position);
      inflater.reset();
      inflater.setInput(source.asSlice(position).asByteBuffer());
      while (!inflater.finished()) {
        int made = inflater.inflate(out);
        if (made == 0 && !inflater.finished()) {
          throw new CorruptData(
              out.hasRemaining()
                  ? "GZIP data ends too early"
                  : "GZIP data gives more bytes than its" + " page says");
        }
      }
      position += inflater.getBytesRead() + TRAILER;
    }
    return out.position();
  }

  private static long headerSize(MemorySegment source, long start) {
    if (unsigned(source, start) != 0x1f || unsigned(source, start + 1) != 0x8b) {
      throw new CorruptData("GZIP data without its magic number");
    }
    int flags = unsigned(source, start + 3);
    long position = start + FIXED_HEADER;
    if ((flags & 4) != 0) {
      position += 2 + unsigned(source, position) + 256L * unsigned(source, position + 1);
    }
    for (int named = 8; named <= 16; named <<= 1) {
      if ((flags & named) != 0) {
        while (unsigned(source, position++) != 0) {}
      }
    }
    return position + ((flags & 2) != 0 ? 2 : 0) - start;
  }

  private static int unsigned(MemorySegment source, long position) {
    return source.get(ValueLayout.JAVA_BYTE, position) & 0xFF;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
