package dev.mutirao.executor.window;

/// Positions that follow each other, and for each where its partition and its peers are. Goes
/// through a part from its beginning to its end.
final class PositionBatch {
  private final OrderedRows rows;
  private final boolean withPeers;
  final int[] partitionStart;
  final int[] partitionEnd;
  final int[] peersStart;
  final int[] peersEnd;

  /// The group of peers, numbered through all partitions.
  final int[] group;

  /// The first group of the partition.
  final int[] firstGroup;

  /// The group after the last of the partition.
  final int[] groupsEnd;

  private int from;
  private int count;
  private int partition;
  private int currentGroup;

  /// @param withPeers whether anybody asks for groups of peers
  /// @param size positions at once, at most
  PositionBatch(OrderedRows rows, boolean withPeers, int size) {
    this.rows = rows;
    this.withPeers = withPeers;
    this.partitionStart = new int[size];
    this.partitionEnd = new int[size];
    this.peersStart = new int[size];
    this.peersEnd = new int[size];
    this.group = new int[size];
    this.firstGroup = new int[size];
    this.groupsEnd = new int[size];
  }

  /// Moves on; false at the end.
  boolean next() {
    from += count;
    count = Math.min(group.length, rows.count() - from);
    for (int i = 0; i < count; ) {
      if (from + i == rows.partitionStart(partition + 1)) {
        partition++;
      }
      int end = Math.min(count, rows.partitionStart(partition + 1) - from);
      java.util.Arrays.fill(partitionStart, i, end, rows.partitionStart(partition));
      java.util.Arrays.fill(partitionEnd, i, end, rows.partitionStart(partition + 1));
      if (withPeers) {
        java.util.Arrays.fill(firstGroup, i, end, rows.firstGroup(partition));
        java.util.Arrays.fill(groupsEnd, i, end, rows.firstGroup(partition + 1));
      }
      i = end;
    }
    if (withPeers) {
      findPeers();
    }
    return count > 0;
  }

  private void findPeers() {
    int start = rows.groupStart(currentGroup);
    int end = rows.groupStart(currentGroup + 1);
    for (int i = 0; i < count; i++) {
      if (from + i == end) {
        start = end;
        currentGroup++;
        end = rows.groupStart(currentGroup + 1);
      }
      group[i] = currentGroup;
      peersStart[i] = start;
      peersEnd[i] = end;
    }
  }

  /// The first position.
  int from() {
    return from;
  }

  int count() {
    return count;
  }
}
