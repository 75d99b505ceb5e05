package dev.mutirao.executor.join;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.executor.store.RowId;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Links the rows that share a key, from the first of them on. Takes memory only once there is a
/// second.
final class DuplicateChain implements AutoCloseable {
  private final int idLimit;
  private final BufferAllocator state;
  private @Nullable ArrowBuf buffer;
  private MemorySegment next = MemorySegment.NULL;

  /// @param idLimit one past the largest row id
  DuplicateChain(int idLimit, BufferAllocator state) {
    this.idLimit = idLimit;
    this.state = state;
  }

  /// Whether every key occurs once.
  boolean isEmpty() {
    return buffer == null;
  }

  /// Adds `id` to the rows that begin with `head`.
  void link(int head, int id) {
    if (buffer == null) {
      buffer = state.buffer(4L * idLimit);
      next = Memory.segment(buffer);
      next.fill((byte) RowId.NONE);
    }
    next.set(INT, 4L * id, next.get(INT, 4L * head));
    next.set(INT, 4L * head, id);
  }

  /// The row after `id` with the same key, or {@link RowId#NONE}.
  int after(int id) {
    return buffer == null ? RowId.NONE : next.get(INT, 4L * id);
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
  }
}
