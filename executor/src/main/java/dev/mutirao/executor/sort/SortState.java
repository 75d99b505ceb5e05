package dev.mutirao.executor.sort;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.store.RowStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// What the threads of a sort share: the rows, and one sorted run per thread. Thread-safe.
final class SortState implements AutoCloseable {
  private final List<SortKey> keys;
  private final BufferAllocator allocator;
  private final RowStore store;
  private final List<SortedRun> runs = new ArrayList<>(); // guarded by this

  SortState(Schema schema, List<SortKey> keys, BufferAllocator allocator) {
    this.keys = keys;
    this.allocator = allocator;
    this.store = new RowStore(schema, allocator);
  }

  List<SortKey> keys() {
    return keys;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  RowStore store() {
    return store;
  }

  /// The order of the rows in the chunks there are now.
  RowOrder order() {
    return RowOrder.of(keys, store.columns());
  }

  /// Sorts the rows of these chunks and keeps them as a run.
  void addRun(List<Integer> chunks) {
    if (!chunks.isEmpty()) {
      var run = SortedRun.of(store, chunks, order(), allocator);
      synchronized (this) {
        runs.add(run);
      }
    }
  }

  synchronized RunMerge merge() {
    return new RunMerge(order(), runs);
  }

  /// Releases rows and runs; further calls do nothing.
  @Override
  public synchronized void close() {
    runs.forEach(SortedRun::close);
    runs.clear();
    store.close();
  }
}
