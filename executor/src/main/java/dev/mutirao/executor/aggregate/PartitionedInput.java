package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one thread does with rows whose groups are too many for the cache: it keeps them in
/// partitions, and groups them partition by partition. That is done once, at the end, by whoever
/// merges the threads' partitions, unless rows are so many for their groups that keeping them would
/// take more memory than the groups do: then it is done whenever there are that many. Each row is
/// moved once, some 25 ns for three columns, and finds its group in the cache; in one table of
/// 100,000 groups every row waits for the memory four or five times, 100 ns and more.
final class PartitionedInput implements AutoCloseable {
  /// Groups that a table should hold at most, so that its states stay in the second-level cache.
  private static final int TABLE_GROUPS = 1 << 13;

  /// Bytes of text a row above which moving it costs more than a look into the memory.
  private static final int MOVABLE_BYTES = 256;

  private final GroupMerge merge;
  private final PartitioningLimits limits;
  private final RowPartitioner partitioner;
  private final List<PartitionedRows> kept = new ArrayList<>();
  private long keptRows;

  /// Tables for ranges of partitions, as many each; none until rows were grouped.
  private @Nullable Groups[] tables = new Groups[0];

  PartitionedInput(GroupMerge merge) {
    this.merge = merge;
    this.limits = merge.limits();
    this.partitioner = merge.newPartitioner();
  }

  /// Whether the rows of a batch are worth moving. Long texts are not: a dictionary may hold them
  /// once for thousands of rows, each of which would get its own.
  static boolean isMovable(Batch batch) {
    return batch.textBytes() <= (long) MOVABLE_BYTES * batch.rows();
  }

  /// Takes a batch over that {@link #isMovable}.
  void add(Batch batch) {
    partitioner.add(batch);
    if (partitioner.stagedRows() < limits.stageRows()) {
      return;
    }
    keep();
    long groups = partitioner.estimatedGroups();
    if (keptRows >= limits.keptRows() && keptRows >= limits.keptRowsPerGroup() * groups) {
      groupKept(groups);
    }
  }

  /// Gives everything to the merge.
  void finish() {
    if (partitioner.stagedRows() > 0) {
      keep();
    }
    for (int i = 0; i < tables.length; i++) {
      var table = Objects.requireNonNull(tables[i]);
      tables[i] = null;
      merge.putAside(table);
    }
    kept.forEach(merge::takePart);
    kept.clear();
  }

  @Override
  public void close() {
    partitioner.close();
    kept.forEach(PartitionedRows::close);
    kept.clear();
    for (var table : tables) {
      if (table != null) {
        table.close();
      }
    }
  }

  private void keep() {
    var rows = partitioner.take();
    kept.add(rows);
    keptRows += rows.size();
  }

  private void groupKept(long groups) {
    if (tables.length == 0) {
      int count = 1;
      while (count < Partitioned.PARTITIONS && groups > (long) count * TABLE_GROUPS) {
        count <<= 1;
      }
      tables = new Groups[count];
      Arrays.setAll(tables, i -> merge.newGroups());
    }
    int width = Partitioned.PARTITIONS / tables.length;
    for (int i = 0; i < tables.length; i++) {
      var table = Objects.requireNonNull(tables[i]);
      for (var rows : kept) {
        merge.mergeInto(table, rows, i * width, (i + 1) * width);
      }
    }
    kept.forEach(PartitionedRows::close);
    kept.clear();
    keptRows = 0;
  }
}
