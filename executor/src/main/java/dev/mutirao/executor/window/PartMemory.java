package dev.mutirao.executor.window;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// What is allocated to evaluate one part, released together. Used by one thread.
final class PartMemory implements AutoCloseable {
  /// Something to release.
  interface Owned extends AutoCloseable {
    @Override
    void close();
  }

  private final BufferAllocator allocator;
  private final List<Owned> owned = new ArrayList<>();

  PartMemory(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  IntVector ints(int size) {
    return own(new IntVector(allocator, size));
  }

  LongVector longs(long size) {
    return own(new LongVector(allocator, size));
  }

  /// Takes over what must be released with the rest.
  <T extends Owned> T own(T thing) {
    owned.add(thing);
    return thing;
  }

  @Override
  public void close() {
    owned.reversed().forEach(Owned::close);
    owned.clear();
  }
}
