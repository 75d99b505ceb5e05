package dev.mutirao.connectors.batch;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Arrow's buffers as memory segments.
public final class Memory {
  private Memory() {}

  /// A view of the whole buffer that is bounds-checked but does not know when the buffer is
  /// released. Needs native access enabled for the engine.
  @SuppressWarnings("restricted") // the buffer's own address and size
  public static MemorySegment segment(ArrowBuf buffer) {
    return buffer.capacity() == 0
        ? MemorySegment.NULL
        : MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(buffer.capacity());
  }

  /// A validity bitmap for `rows` rows with every bit set.
  public static ArrowBuf allValid(BufferAllocator allocator, int rows) {
    var bits = allocator.buffer(bitmapBytes(rows));
    segment(bits).fill((byte) 0xFF);
    return bits;
  }

  /// Bytes of a bitmap of `rows` bits, rounded up to whole 64-bit words so that kernels may go word
  /// by word.
  public static long bitmapBytes(int rows) {
    return ((long) rows + 63 >>> 6) << 3;
  }
}
