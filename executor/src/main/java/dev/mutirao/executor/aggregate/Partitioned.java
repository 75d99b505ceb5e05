package dev.mutirao.executor.aggregate;

import org.apache.arrow.memory.BufferAllocator;

/// Some of what one thread was given, in the order of partitions. A partition is chosen by eight
/// bits of the hash, so that a range of them is a partition of a coarser cut, and each can leave as
/// batches.
sealed interface Partitioned extends AutoCloseable permits PartitionedGroups, PartitionedRows {
  int PARTITIONS = 256;

  static int partition(long hash) {
    return (int) (hash >>> 32) & PARTITIONS - 1;
  }

  /// Most groups that may be in it.
  int size();

  /// Adds what is in the partitions `from` to `to` to `target`. Threads may do this at once for
  /// other partitions.
  void mergeInto(Groups target, int from, int to, BufferAllocator scratch, int batchRows);

  @Override
  void close();
}
