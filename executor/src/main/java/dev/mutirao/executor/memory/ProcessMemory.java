package dev.mutirao.executor.memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// The memory of one process, from which all others take theirs.
public record ProcessMemory(BufferAllocator allocator) implements AutoCloseable {
  /// @param limit bytes
  public ProcessMemory(long limit) {
    this(new RootAllocator(limit));
  }

  /// @throws IllegalStateException when buffers are still held after a while: a defect
  @Override
  public void close() {
    Draining.closeOfProcess(allocator);
  }
}
