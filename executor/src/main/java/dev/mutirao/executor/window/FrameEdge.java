package dev.mutirao.executor.window;

/// One end of the frames of a batch: for a start the first position inside, for an end the first
/// one behind.
interface FrameEdge {
  FrameEdge PARTITION_START = (batch, edges) -> copy(batch.partitionStart, edges, batch);
  FrameEdge PARTITION_END = (batch, edges) -> copy(batch.partitionEnd, edges, batch);
  FrameEdge PEERS_START = (batch, edges) -> copy(batch.peersStart, edges, batch);
  FrameEdge PEERS_END = (batch, edges) -> copy(batch.peersEnd, edges, batch);

  /// Writes the edge of each position of the batch, inside its partition.
  void find(PositionBatch batch, int[] edges);

  /// The current row, or one some rows away.
  static FrameEdge rows(long distance, boolean end) {
    long shift = saturated(distance) + (end ? 1 : 0);
    return (batch, edges) -> {
      for (int i = 0; i < batch.count(); i++) {
        edges[i] =
            Math.clamp(batch.from() + i + shift, batch.partitionStart[i], batch.partitionEnd[i]);
      }
    };
  }

  /// A group of peers some groups away.
  static FrameEdge groups(OrderedRows rows, long distance, boolean end) {
    long shift = saturated(distance) + (end ? 1 : 0);
    return (batch, edges) -> {
      for (int i = 0; i < batch.count(); i++) {
        int group = Math.clamp(batch.group[i] + shift, batch.firstGroup[i], batch.groupsEnd[i]);
        edges[i] = rows.groupStart(group);
      }
    };
  }

  /// No partition is longer.
  private static long saturated(long distance) {
    return Math.clamp(distance, -1L << 40, 1L << 40);
  }

  private static void copy(int[] from, int[] to, PositionBatch batch) {
    System.arraycopy(from, 0, to, 0, batch.count());
  }
}
