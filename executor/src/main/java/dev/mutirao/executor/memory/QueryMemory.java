package dev.mutirao.executor.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/// The memory of one query in one process, shared by its tasks and closed by the last of them.
/// Thread-safe.
public final class QueryMemory {
  private final BufferAllocator allocator;
  private final Consumer<QueryMemory> onClose;
  private final AtomicInteger users = new AtomicInteger(1);

  /// @param process the process's budget; its limit holds for the sum of all queries
  /// @param onClose called once after the last user is gone
  public QueryMemory(BufferAllocator process, String query, Consumer<QueryMemory> onClose) {
    this.allocator = process.newChildAllocator("query " + query, 0, process.getLimit());
    this.onClose = onClose;
  }

  public BufferAllocator allocator() {
    return allocator;
  }

  /// Bytes that the process may use in all.
  public long limit() {
    return allocator.getLimit();
  }

  /// One more user; false when the last one is already gone.
  public boolean retain() {
    return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  /// One user less; the last one closes the allocator, once the transport has let go of the
  /// messages that it was still sending.
  ///
  /// @throws IllegalStateException when buffers of the query are still held after a while: a defect
  public void release() {
    if (users.decrementAndGet() == 0) {
      onClose.accept(this);
      Draining.close(allocator);
    }
  }

  /// Memory for one operator of the query; the caller closes `state`.
  public OperatorMemory forOperator(String name) {
    return new OperatorMemory(
        allocator, allocator.newChildAllocator(name, 0, allocator.getLimit()));
  }
}
