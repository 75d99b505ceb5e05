package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.row.RowHasher;
import java.util.HashMap;
import org.apache.arrow.memory.RootAllocator;

/// Hashes of a column's values, as exchanges and joins need them.
final class HashWork implements KernelWork {
  private static final int ROWS = Batch.TARGET_ROWS;

  private final RootAllocator allocator = new RootAllocator();
  private final RowHasher hasher = new RowHasher(0);
  private final long[] hashes = new long[ROWS];
  private final Batch input;

  /// Compares: rows have equal hashes when their values are equal, and only then.
  HashWork(ColumnWork.Values values) {
    input = new Batch(ROWS, values.column(0, ROWS, allocator));
    hasher.hash(input, hashes);
    var known = new HashMap<Object, Long>();
    for (int row = 0; row < ROWS; row++) {
      var before = known.putIfAbsent(values.of(row), hashes[row]);
      KernelWork.check("row " + row, hashes[row], before == null ? hashes[row] : before);
    }
    KernelWork.check("hashes", known.values().stream().distinct().count(), (long) known.size());
  }

  @Override
  public int run() {
    hasher.hash(input, hashes);
    return hashes.length;
  }

  @Override
  public void close() {
    hasher.close();
    input.close();
    allocator.close();
  }
}
