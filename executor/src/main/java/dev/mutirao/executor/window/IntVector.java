package dev.mutirao.executor.window;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// 32-bit integers in memory that counts.
final class IntVector implements PartMemory.Owned {
  private final ArrowBuf buffer;
  private final MemorySegment memory;

  /// What the integers are at first is undefined.
  IntVector(BufferAllocator allocator, int size) {
    buffer = allocator.buffer(4L * size);
    memory = Memory.segment(buffer);
  }

  int get(int index) {
    return memory.get(INT, 4L * index);
  }

  void set(int index, int value) {
    memory.set(INT, 4L * index, value);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
