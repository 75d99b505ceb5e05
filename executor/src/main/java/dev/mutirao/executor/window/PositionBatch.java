package dev.mutirao.executor.window;

/// Positions that follow each other, and for each where its partition and its peers are. Goes
/// through a part from its beginning to its end.
final class PositionBatch {
  private final OrderedRows rows;
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

  /// @param size positions at once, at most
  PositionBatch(OrderedRows rows, int size) {
    this.rows = rows;
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
    int i = 0;
    while (i < count) {
      if (from + i == rows.partitionStart(partition + 1)) {
        partition++;
      }
      if (from + i == rows.groupStart(currentGroup + 1)) {
        currentGroup++;
      }
      int groupEnd = rows.groupStart(currentGroup + 1);
      int to = Math.min(count, groupEnd - from);
      fill(i, to, groupEnd);
      i = to;
    }
    return count > 0;
  }

  private void fill(int start, int end, int groupEnd) {
    java.util.Arrays.fill(partitionStart, start, end, rows.partitionStart(partition));
    java.util.Arrays.fill(partitionEnd, start, end, rows.partitionStart(partition + 1));
    java.util.Arrays.fill(peersStart, start, end, rows.groupStart(currentGroup));
    java.util.Arrays.fill(peersEnd, start, end, groupEnd);
    java.util.Arrays.fill(group, start, end, currentGroup);
    java.util.Arrays.fill(firstGroup, start, end, rows.firstGroup(partition));
    java.util.Arrays.fill(groupsEnd, start, end, rows.firstGroup(partition + 1));
  }

  /// The first position.
  int from() {
    return from;
  }

  int count() {
    return count;
  }
}
