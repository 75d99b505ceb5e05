package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.executor.row.RowHasher;
import dev.mutirao.executor.store.RowStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Deals the rows of one thread to parts, so that every partition is in one part.
final class DealtRows implements AutoCloseable {
  private final RowHasher hasher;
  private final List<RowStore.Appender> parts = new ArrayList<>();
  private final BufferAllocator state;
  private final int[] ends;
  private long[] hashes = new long[Batch.TARGET_ROWS];
  private int[] rows = new int[Batch.TARGET_ROWS];

  /// @param parts as many as a power of two
  DealtRows(List<Integer> partitionBy, List<WindowPart> parts, BufferAllocator state) {
    this.hasher = new RowHasher(partitionBy.stream().mapToInt(Integer::intValue).toArray());
    this.state = state;
    this.ends = new int[parts.size() + 1];
    parts.forEach(part -> this.parts.add(part.store().open()));
  }

  /// Copies the rows; the batch stays the caller's.
  void add(Batch batch) {
    order(batch);
    try (var ordered = Gather.rows(batch, rows, batch.rows(), state)) {
      int start = 0;
      for (int part = 0; part < parts.size(); part++) {
        if (ends[part] > start) {
          parts.get(part).append(ordered, start, ends[part]);
          start = ends[part];
        }
      }
    }
  }

  /// Puts the numbers of the batch's rows into `rows`, those of one part after those of another.
  private void order(Batch batch) {
    int count = batch.rows();
    if (hashes.length < count) {
      hashes = new long[count];
      rows = new int[count];
    }
    hasher.hash(batch, hashes);
    java.util.Arrays.fill(ends, 0);
    // The exchange took the upper bits.
    int mask = parts.size() - 1;
    for (int row = 0; row < count; row++) {
      ends[((int) hashes[row] & mask) + 1]++;
    }
    for (int part = 1; part < ends.length; part++) {
      ends[part] += ends[part - 1];
    }
    for (int row = 0; row < count; row++) {
      rows[ends[(int) hashes[row] & mask]++] = row;
    }
  }

  /// Gives what is left to the parts.
  void finish() {
    parts.forEach(RowStore.Appender::finish);
  }

  @Override
  public void close() {
    parts.forEach(RowStore.Appender::close);
    hasher.close();
  }
}
