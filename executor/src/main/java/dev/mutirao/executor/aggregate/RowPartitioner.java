package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Scatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Brings rows into the order of the partitions of their keys, a stage of many batches at a time,
/// so that the rows of a partition that lie together are many. Used by one thread.
final class RowPartitioner implements AutoCloseable {
  private final List<Integer> keys;
  private final BufferAllocator state;

  /// Holds no group; knows the hashes.
  private final GroupTable table;

  private final List<Batch> staged = new ArrayList<>();
  private final RowGroups all = new RowGroups();
  private long[] hashes = new long[0];

  /// The partition of every staged row.
  private int[] partitions = new int[0];

  private final int[] counts = new int[Partitioned.PARTITIONS];
  private int stagedRows;

  private final KeySample sample = new KeySample();

  RowPartitioner(AggregationLayout layout, long hashMask, BufferAllocator state) {
    this.keys = layout.keys();
    this.state = state;
    this.table = GroupTable.of(layout.keyTypes(), hashMask, state);
  }

  /// Takes the batch over.
  void add(Batch batch) {
    staged.add(batch);
    int count = batch.rows();
    if (hashes.length < count) {
      hashes = new long[count];
    }
    if (partitions.length < stagedRows + count) {
      partitions = Arrays.copyOf(partitions, Math.max(stagedRows + count, 2 * partitions.length));
    }
    all.all(count);
    table.hash(Groups.columns(batch, keys), all, hashes);
    for (int i = 0; i < count; i++) {
      int partition = Partitioned.partition(hashes[i]);
      partitions[stagedRows + i] = partition;
      counts[partition]++;
    }
    for (int i = 0; i < count; i++) {
      if (partitions[stagedRows + i] == 0) {
        sample.add(hashes[i]);
      }
    }
    stagedRows += count;
  }

  /// Rows that wait for {@link #take}.
  int stagedRows() {
    return stagedRows;
  }

  /// About how many groups all rows since the start have.
  long estimatedGroups() {
    return sample.size() * (long) Partitioned.PARTITIONS;
  }

  /// The staged rows, of which there are some, in order; none are staged any more.
  PartitionedRows take() {
    var starts = new int[Partitioned.PARTITIONS + 1];
    for (int i = 0; i < counts.length; i++) {
      starts[i + 1] = starts[i] + counts[i];
    }
    var next = starts.clone();
    for (int i = 0; i < stagedRows; i++) {
      partitions[i] = next[partitions[i]]++;
    }
    try (var ordered = new ColumnList()) {
      for (int i = 0; i < staged.getFirst().columnCount(); i++) {
        int index = i;
        var columns = staged.stream().map(batch -> batch.column(index)).toList();
        ordered.add(Scatter.rows(columns, partitions, stagedRows, state));
      }
      var taken = new PartitionedRows(ordered.toBatch(stagedRows), starts);
      forgetStaged();
      return taken;
    }
  }

  @Override
  public void close() {
    forgetStaged();
    table.close();
  }

  private void forgetStaged() {
    staged.forEach(Batch::close);
    staged.clear();
    Arrays.fill(counts, 0);
    stagedRows = 0;
  }
}
