package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.store.RowId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every row of the batch with the kept rows of the same keys.
final class KeyPairs implements Pairs {
  private final BuildSide build;
  private final List<Integer> keys;
  private final boolean withUnmatched;
  private final boolean nullMatches;
  private JoinTable.@Nullable Lookup lookup;
  private int[] heads = {};
  private Batch probe = new Batch(0);
  private int probeRows;
  private int row;
  private int id;

  /// @param withUnmatched whether rows without a candidate come without a partner
  /// @param nullMatches whether a NULL key, on either side, matches everything ({@link
  ///   #markMatched} only)
  KeyPairs(BuildSide build, List<Integer> keys, boolean withUnmatched, boolean nullMatches) {
    this.build = build;
    this.keys = keys;
    this.withUnmatched = withUnmatched;
    this.nullMatches = nullMatches;
  }

  @Override
  public void start(Batch probe) {
    this.probe = probe;
    probeRows = probe.rows();
    if (heads.length < probeRows) {
      heads = new int[Math.max(probeRows, Batch.TARGET_ROWS)];
    }
    if (lookup == null) {
      lookup = build.table().lookup(keys);
    }
    lookup.find(probe, heads);
    row = 0;
    id = probeRows == 0 ? RowId.NONE : heads[0];
  }

  @Override
  public int next(int[] rows, int[] ids, boolean[] settled) {
    return build.table().duplicates().isEmpty() ? unique(rows, ids) : chained(rows, ids, settled);
  }

  private int unique(int[] rows, int[] ids) {
    int made = 0;
    for (; row < probeRows && made < rows.length; row++) {
      rows[made] = row;
      ids[made] = heads[row];
      made += withUnmatched || heads[row] >= 0 ? 1 : 0;
    }
    return made;
  }

  private int chained(int[] rows, int[] ids, boolean[] settled) {
    var duplicates = build.table().duplicates();
    int made = 0;
    while (row < probeRows && made < rows.length) {
      boolean skipped = settled.length > 0 && settled[row];
      if (!skipped && (id >= 0 || withUnmatched)) {
        rows[made] = row;
        ids[made++] = id;
      }
      id = id < 0 || skipped ? RowId.NONE : duplicates.after(id);
      if (id < 0 && ++row < probeRows) {
        id = heads[row];
      }
    }
    return made;
  }

  @Override
  public void markMatched(boolean[] matched) {
    boolean everything = nullMatches && build.hasNullKey();
    boolean nulls = nullMatches && build.rows() > 0 && NullKeys.find(probe, keys, matched);
    for (int at = 0; at < probeRows; at++) {
      matched[at] = everything || heads[at] >= 0 || nulls && !matched[at];
    }
  }

  @Override
  public void markRight() {
    for (int at = 0; at < probeRows; at++) {
      if (heads[at] >= 0) {
        build.markMatched(heads[at]);
      }
    }
  }

  @Override
  public void close() {
    if (lookup != null) {
      lookup.close();
    }
  }
}
