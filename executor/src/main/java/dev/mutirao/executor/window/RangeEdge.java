package dev.mutirao.executor.window;

import dev.mutirao.executor.store.ChunkedColumn;
import java.util.function.IntBinaryOperator;

/// An end of RANGE frames at a value: goes forward as far as the bound of the current row says.
/// Rows whose key is NULL have each other as frame.
final class RangeEdge implements FrameEdge {
  private final OrderedRows rows;
  private final ChunkedColumn keys;
  private final IntBinaryOperator comparison;
  private final boolean descending;
  private final boolean end;
  private int partition = -1;
  private int edge;

  /// Behind the last row of the partition whose key is not NULL.
  private int valuesEnd;

  /// @param descending whether keys go down
  RangeEdge(
      OrderedRows rows, ChunkedColumn keys, ChunkedColumn bounds, boolean descending, boolean end) {
    this.rows = rows;
    this.descending = descending;
    this.keys = keys;
    this.comparison = ValueComparison.of(keys, bounds);
    this.end = end;
  }

  @Override
  public void find(PositionBatch batch, int[] edges) {
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.from() + i;
      if (batch.partitionStart[i] != partition) {
        enter(batch, i);
      }
      int id = rows.id(position);
      if (keys.isNull(id)) {
        edges[i] = end ? batch.peersEnd[i] : batch.peersStart[i];
        continue;
      }
      while (edge < valuesEnd && !reaches(rows.id(edge), id)) {
        edge++;
      }
      edges[i] = edge;
    }
  }

  /// Whether the frame of the row `current` begins, or has ended, at the row `candidate`.
  private boolean reaches(int candidate, int current) {
    int compared = comparison.applyAsInt(candidate, current);
    if (descending) {
      compared = -compared;
    }
    return end ? compared > 0 : compared >= 0;
  }

  private void enter(PositionBatch batch, int i) {
    partition = batch.partitionStart[i];
    edge = partition;
    valuesEnd = batch.partitionEnd[i];
    if (keys.isNull(rows.id(edge))) {
      edge = rows.groupStart(batch.firstGroup[i] + 1);
    } else if (keys.isNull(rows.id(valuesEnd - 1))) {
      valuesEnd = rows.groupStart(batch.groupsEnd[i] - 1);
    }
  }
}
