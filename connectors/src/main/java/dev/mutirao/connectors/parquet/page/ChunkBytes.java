package dev.mutirao.connectors.parquet.page;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ScanReport;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The bytes of one column chunk through a window that moves forward. A chunk of ordinary size is
/// read at once.
final class ChunkBytes implements AutoCloseable {
  /// Bytes beyond any window or page that may be loaded, never used, by kernels that load whole
  /// words and vectors.
  static final int PADDING = 64;

  private static final int READ_AHEAD = 4 << 20;

  private final PinnedFile file;
  private final long end;
  private final BufferAllocator allocator;
  private final ScanReport report;
  private @Nullable ArrowBuf buffer;
  private MemorySegment window = MemorySegment.NULL;
  private long windowStart;
  private long windowEnd;

  /// The bytes `[start, end)` of the file.
  ChunkBytes(PinnedFile file, long start, long end, BufferAllocator allocator, ScanReport report) {
    this.file = file;
    this.end = end;
    this.allocator = allocator;
    this.report = report;
    this.windowStart = start;
    this.windowEnd = start;
  }

  long end() {
    return end;
  }

  /// Makes the bytes `[position, position + length)` of the file part of the window.
  void require(long position, long length) {
    if (length < 0 || length > end - position) {
      throw new CorruptData(
          "it needs " + length + " bytes where " + (end - position) + " are left");
    }
    if (position < windowStart || position + length > windowEnd) {
      long size = Math.max(length, Math.min(READ_AHEAD, end - position));
      ensure(size);
      windowEnd = windowStart = position;
      file.read(position, window.asSlice(0, size));
      windowEnd = position + size;
      report.bytesRead(size);
    }
  }

  /// The window's memory; bytes behind {@link #offset} of the window's end are undefined, but may
  /// be loaded.
  MemorySegment window() {
    return window;
  }

  /// Where a position of the file lies in the window.
  long offset(long position) {
    return position - windowStart;
  }

  /// How many bytes from `position` on the window holds.
  long available(long position) {
    return Math.max(0, windowEnd - position);
  }

  private void ensure(long size) {
    if (buffer == null || buffer.capacity() < size + PADDING) {
      close();
      buffer = allocator.buffer(size + PADDING);
      window = Memory.segment(buffer);
    }
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
      window = MemorySegment.NULL;
      windowStart = windowEnd;
    }
  }
}
