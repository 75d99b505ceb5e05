package dev.mutirao.executor.sort;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// The ids of kept rows in order.
public final class SortedRun implements AutoCloseable {
  private final ArrowBuf buffer;
  private final MemorySegment ids;
  private final int count;

  private SortedRun(ArrowBuf buffer, int count) {
    this.buffer = buffer;
    this.ids = Memory.segment(buffer);
    this.count = count;
  }

  /// Sorts the rows of some chunks of a store.
  public static SortedRun of(
      RowStore store, List<Integer> chunks, RowOrder order, BufferAllocator allocator) {
    long total = chunks.stream().mapToLong(store::rows).sum();
    int count = Math.toIntExact(total);
    var run = new SortedRun(allocator.buffer(4 * total), count);
    try {
      int at = 0;
      for (int chunk : chunks) {
        for (int row = 0; row < store.rows(chunk); row++) {
          run.ids.set(INT, 4L * at++, RowId.of(chunk, row));
        }
      }
      RowSorter.sort(order, run.ids, count, allocator);
      return run;
    } catch (RuntimeException | Error failure) {
      run.close();
      throw failure;
    }
  }

  public int count() {
    return count;
  }

  public int id(int position) {
    return ids.get(INT, 4L * position);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
