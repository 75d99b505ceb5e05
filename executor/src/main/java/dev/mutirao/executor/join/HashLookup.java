package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.row.RowHasher;
import dev.mutirao.executor.store.RowId;
import java.util.Arrays;
import java.util.List;

/// One thread's lookups in a {@link HashTable}, a batch at a time: finds for every row the next
/// slot with its salt, compares the keys of all rows column by column, and goes on with the rows
/// that differed. Of 750,000 keys of 64 bits, 14 ns a row in the order in which they were kept and
/// 30 at random, where it waits for memory (`benchmarks/run JoinProbe`).
final class HashLookup implements JoinTable.Lookup {
  private final HashTable table;
  private final List<Integer> keys;
  private final RowHasher hasher;
  private long[] hashes = {};
  private int[] slots = {};
  private int[] rows = {};
  private int[] ids = {};
  private boolean[] flags = {};

  HashLookup(HashTable table, List<Integer> keys) {
    this.table = table;
    this.keys = keys;
    this.hasher = new RowHasher(keys.stream().mapToInt(key -> key).toArray());
  }

  @Override
  public void find(Batch probe, int[] heads) {
    int count = probe.rows();
    reserve(count);
    hasher.hash(probe, hashes);
    Arrays.fill(heads, 0, count, RowId.NONE);
    int active = start(probe);
    while (active > 0) {
      int candidates = candidates(active);
      Arrays.fill(flags, 0, candidates, true);
      for (int key = 0; key < keys.size(); key++) {
        KeyEquality.retain(
            probe.column(keys.get(key)), rows, table.keys().get(key), ids, candidates, flags);
      }
      active = settle(candidates, heads);
    }
  }

  /// Puts the rows without a NULL key into `rows`, each with its first slot.
  private int start(Batch probe) {
    boolean nulls = NullKeys.find(probe, keys, flags);
    int active = 0;
    for (int row = 0; row < probe.rows(); row++) {
      hashes[row] &= table.hashBits();
      slots[row] = table.slot(hashes[row]);
      rows[active] = row;
      active += !nulls || flags[row] ? 1 : 0;
    }
    return active;
  }

  /// Moves every active row to its next slot with its salt, keeps those that have one in `rows`,
  /// and the row found there in `ids`.
  private int candidates(int active) {
    int kept = 0;
    for (int i = 0; i < active; i++) {
      int row = rows[i];
      int salt = table.salt(hashes[row]);
      int slot = slots[row];
      int entry;
      while ((entry = table.entry(slot)) != 0 && !table.hasSalt(entry, salt)) {
        slot = table.slotAfter(slot);
      }
      slots[row] = slot;
      rows[kept] = row;
      ids[kept] = table.id(entry);
      kept += entry != 0 ? 1 : 0;
    }
    return kept;
  }

  /// Rows that found their key are done; the others go on at the next slot.
  private int settle(int candidates, int[] heads) {
    int active = 0;
    for (int i = 0; i < candidates; i++) {
      int row = rows[i];
      if (flags[i]) {
        heads[row] = ids[i];
      } else {
        slots[row] = table.slotAfter(slots[row]);
        rows[active++] = row;
      }
    }
    return active;
  }

  private void reserve(int count) {
    if (hashes.length < count) {
      int size = Math.max(count, Batch.TARGET_ROWS);
      hashes = new long[size];
      slots = new int[size];
      rows = new int[size];
      ids = new int[size];
      flags = new boolean[size];
    }
  }

  @Override
  public void close() {
    hasher.close();
  }
}
