package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Memory that a decoder uses again and again.
final class Scratch implements AutoCloseable {
  private final BufferAllocator allocator;
  private @Nullable ArrowBuf buffer;
  private MemorySegment segment = MemorySegment.NULL;

  Scratch(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// At least `size` bytes followed by 64 that may be loaded. What they held is gone when they had
  /// to grow.
  MemorySegment ensure(long size) {
    if (buffer == null || buffer.capacity() < size + 64) {
      close();
      buffer = allocator.buffer(size + 64);
      segment = Memory.segment(buffer);
    }
    return segment;
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
      segment = MemorySegment.NULL;
    }
  }
}
