package dev.mutirao.executor.window;

import dev.mutirao.executor.sort.RowOrder;
import dev.mutirao.executor.sort.SortedRun;
import dev.mutirao.executor.store.RowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/// Rows of whole partitions. Filled by many threads, sorted and read by one.
final class WindowPart implements AutoCloseable {
  private final WindowLayout layout;
  private final BufferAllocator state;
  private final RowStore store;
  private final List<SortedRun> runs = new ArrayList<>(); // guarded by this

  WindowPart(WindowLayout layout, BufferAllocator state) {
    this.layout = layout;
    this.state = state;
    this.store = new RowStore(layout.input(), state);
  }

  RowStore store() {
    return store;
  }

  /// Sorts the rows of these chunks on this thread, ahead of the others. Either all chunks are
  /// sorted so or none.
  void sortAhead(List<Integer> chunks) {
    if (!chunks.isEmpty()) {
      var run = SortedRun.of(store, chunks, order(), state);
      synchronized (this) {
        runs.add(run);
      }
    }
  }

  /// The runs, whose merge has all rows in order.
  synchronized List<SortedRun> runs() {
    if (runs.isEmpty()) {
      sortAhead(IntStream.range(0, store.chunks()).boxed().toList());
    }
    return List.copyOf(runs);
  }

  private RowOrder order() {
    return RowOrder.of(layout.sortBy(), store.columns());
  }

  synchronized void forgetRuns() {
    runs.forEach(SortedRun::close);
    runs.clear();
  }

  /// Releases the rows; further calls do nothing.
  @Override
  public void close() {
    forgetRuns();
    store.close();
  }
}
