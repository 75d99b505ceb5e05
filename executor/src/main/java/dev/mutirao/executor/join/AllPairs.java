package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.store.RowId;
import java.util.Arrays;

/// Every row of the batch with every kept row.
final class AllPairs implements Pairs {
  private final BuildSide build;
  private final boolean withUnmatched;
  private int probeRows;
  private int row;
  private int chunk;
  private int chunkRow;

  /// @param withUnmatched whether rows come without a partner when no row is kept
  AllPairs(BuildSide build, boolean withUnmatched) {
    this.build = build;
    this.withUnmatched = withUnmatched;
  }

  @Override
  public void start(Batch probe) {
    probeRows = probe.rows();
    row = 0;
    chunk = 0;
    chunkRow = 0;
  }

  @Override
  public int next(int[] rows, int[] ids, boolean[] settled) {
    if (build.rows() == 0) {
      return withUnmatched ? unmatched(rows, ids) : 0;
    }
    int made = 0;
    while (made < rows.length && row < probeRows) {
      if (settled.length > 0 && settled[row]) {
        nextRow();
        continue;
      }
      int count = Math.min(rows.length - made, build.rows(chunk) - chunkRow);
      for (int i = 0; i < count; i++) {
        rows[made] = row;
        ids[made++] = RowId.of(chunk, chunkRow++);
      }
      if (chunkRow == build.rows(chunk)) {
        chunkRow = 0;
        if (++chunk == build.chunks()) {
          nextRow();
        }
      }
    }
    return made;
  }

  private void nextRow() {
    row++;
    chunk = 0;
    chunkRow = 0;
  }

  private int unmatched(int[] rows, int[] ids) {
    int made = 0;
    while (made < rows.length && row < probeRows) {
      rows[made] = row++;
      ids[made++] = RowId.NONE;
    }
    return made;
  }

  @Override
  public void markRight() {
    if (probeRows > 0) {
      build.markAll();
    }
  }

  @Override
  public void markMatched(boolean[] matched) {
    Arrays.fill(matched, build.rows() > 0);
  }
}
