package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Bytes of an operator's state that grow by doubling. New bytes are zero. One thread writes.
final class StateArray implements AutoCloseable {
  private static final long FIRST_BYTES = 256;

  private final BufferAllocator allocator;
  private @Nullable ArrowBuf buffer;
  private MemorySegment segment = MemorySegment.NULL;

  StateArray(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// What is there now; must be asked for again after {@link #reserve}.
  MemorySegment segment() {
    return segment;
  }

  long capacity() {
    return segment.byteSize();
  }

  /// Makes room for at least `bytes` in all.
  void reserve(long bytes) {
    if (bytes <= segment.byteSize()) {
      return;
    }
    var larger = allocator.buffer(Math.max(FIRST_BYTES, Math.max(bytes, 2 * segment.byteSize())));
    var target = Memory.segment(larger);
    long kept = segment.byteSize();
    MemorySegment.copy(segment, 0, target, 0, kept);
    target.asSlice(kept).fill((byte) 0);
    close();
    buffer = larger;
    segment = target;
  }

  /// Sets the first `bytes` to zero.
  void zero(long bytes) {
    segment.asSlice(0, Math.min(bytes, segment.byteSize())).fill((byte) 0);
  }

  /// Bytes of memory held.
  long sizeInBytes() {
    return buffer == null ? 0 : buffer.capacity();
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
