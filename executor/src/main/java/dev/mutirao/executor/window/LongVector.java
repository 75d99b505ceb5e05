package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// 64-bit integers in memory that counts.
final class LongVector implements PartMemory.Owned {
  private final ArrowBuf buffer;
  private final MemorySegment memory;

  /// What the integers are at first is undefined.
  LongVector(BufferAllocator allocator, long size) {
    buffer = allocator.buffer(8 * size);
    memory = Memory.segment(buffer);
  }

  long get(long index) {
    return memory.get(LONG, 8 * index);
  }

  void set(long index, long value) {
    memory.set(LONG, 8 * index, value);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
