package dev.mutirao.executor.store;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// An Arrow buffer that is replaced by one of at least twice the size when it is full.
final class GrowingBuffer implements AutoCloseable {
  private final BufferAllocator allocator;
  private @Nullable ArrowBuf buffer;
  private MemorySegment segment = MemorySegment.NULL;

  GrowingBuffer(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// The buffer with room for at least `bytes` bytes. Keeps the first `used` of them as far as
  /// there were any; the rest is undefined.
  MemorySegment reserve(long bytes, long used) {
    if (buffer == null || bytes > segment.byteSize()) {
      var larger = allocator.buffer(Math.max(bytes, buffer == null ? 0 : 2 * segment.byteSize()));
      var target = Memory.segment(larger);
      MemorySegment.copy(segment, 0, target, 0, Math.min(used, segment.byteSize()));
      close();
      buffer = larger;
      segment = target;
    }
    return segment;
  }

  MemorySegment segment() {
    return segment;
  }

  boolean isEmpty() {
    return buffer == null;
  }

  /// Gives the buffer away; an empty one when nothing was reserved.
  ArrowBuf take() {
    var taken = buffer == null ? allocator.buffer(0) : buffer;
    buffer = null;
    segment = MemorySegment.NULL;
    return taken;
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
