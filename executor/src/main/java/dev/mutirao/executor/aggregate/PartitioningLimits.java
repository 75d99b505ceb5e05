package dev.mutirao.executor.aggregate;

/// When a thread keeps rows in partitions rather than grouping them at once.
///
/// @param bytes with so many in a thread's table its reduction is looked at: it does not fit the
///   second-level cache any more
/// @param minReduction rows per group below which grouping at once does not pay
/// @param stageRows rows that are brought into the order of partitions at a time
/// @param keptRows rows in partitions that are grouped before the end at the earliest
/// @param keptRowsPerGroup how many of them per group there must be at least
record PartitioningLimits(
    long bytes, double minReduction, int stageRows, int keptRows, int keptRowsPerGroup) {
  /// Where keys come at random, twice as many rows as groups mean that there are hardly more groups
  /// to come than half as many again.
  static final PartitioningLimits DEFAULT = new PartitioningLimits(4 << 20, 2, 1 << 17, 1 << 20, 4);
}
