package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.executor.row.RowHasher;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Cuts each batch into one part per consumer, so that equal keys meet at the same consumer
/// whichever process cut them.
final class HashRoute implements Router.Route {
  private final RowHasher hasher;
  private final BufferAllocator allocator;
  private final int[][] rows;
  private final int[] counts;
  private long[] hashes = new long[Batch.TARGET_ROWS];

  HashRoute(List<Integer> columns, int consumers, BufferAllocator allocator) {
    this.hasher = new RowHasher(columns.stream().mapToInt(Integer::intValue).toArray());
    this.allocator = allocator;
    this.rows = new int[consumers][Batch.TARGET_ROWS];
    this.counts = new int[consumers];
  }

  @Override
  public void send(Batch batch, OutputBuffers buffers) {
    try (batch) {
      deal(batch);
      for (int consumer = 0; consumer < counts.length; consumer++) {
        if (counts[consumer] > 0) {
          buffers.offer(consumer, Gather.rows(batch, rows[consumer], counts[consumer], allocator));
          counts[consumer] = 0;
        }
      }
    }
  }

  private void deal(Batch batch) {
    if (hashes.length < batch.rows()) {
      hashes = new long[batch.rows()];
      for (int consumer = 0; consumer < rows.length; consumer++) {
        rows[consumer] = new int[batch.rows()];
      }
    }
    hasher.hash(batch, hashes);
    for (int row = 0; row < batch.rows(); row++) {
      int consumer = (int) Math.unsignedMultiplyHigh(hashes[row], rows.length);
      rows[consumer][counts[consumer]++] = row;
    }
  }

  @Override
  public void close() {
    hasher.close();
  }
}
