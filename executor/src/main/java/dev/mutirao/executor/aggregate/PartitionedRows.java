package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import org.apache.arrow.memory.BufferAllocator;

/// Rows of the node's input that were not grouped yet, because grouping a part of them would hardly
/// make them fewer. Each partition is grouped once, in a table that fits the cache, from rows that
/// lie one after the other; groups of one big table lie all over the memory.
final class PartitionedRows implements Partitioned {
  private final Batch rows;
  private final int[] starts;

  /// Takes both over.
  ///
  /// @param rows in the order of their partitions
  /// @param starts where each partition begins, and at last where the last ends
  PartitionedRows(Batch rows, int[] starts) {
    this.rows = rows;
    this.starts = starts;
  }

  @Override
  public int size() {
    return rows.rows();
  }

  @Override
  public void mergeInto(Groups target, int from, int to, BufferAllocator scratch, int batchRows) {
    for (int at = starts[from]; at < starts[to]; at += batchRows) {
      target.add(rows, at, Math.min(at + batchRows, starts[to]));
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
