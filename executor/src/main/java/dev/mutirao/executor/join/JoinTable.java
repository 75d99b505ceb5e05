package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.key.KeyRange;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Finds kept rows by their keys. Read by many threads, each through a {@link Lookup} of its own.
/// Rows with a NULL key are not in it.
sealed interface JoinTable extends AutoCloseable permits DirectTable, HashTable {
  /// Makes the table that suits the keys: an array indexed by the key where it is one integer of a
  /// small range, else a hash table.
  static JoinTable of(RowStore store, List<Integer> keys, long hashBits, BufferAllocator state) {
    if (keys.size() == 1) {
      var range = KeyRange.of(store, keys.getFirst());
      if (range != null && range.suitsArray(store.rows())) {
        return DirectTable.of(store, keys.getFirst(), range, state);
      }
    }
    return HashTable.of(store, keys, hashBits, state);
  }

  /// A way for one thread to look up rows whose keys are the columns `keys` of its batches.
  Lookup lookup(List<Integer> keys);

  /// The rows that share a key.
  DuplicateChain duplicates();

  @Override
  void close();

  /// One thread's lookups.
  interface Lookup extends AutoCloseable {
    /// Sets `heads[row]` for every row of `probe`: the first kept row with the same keys, or {@link
    /// RowId#NONE}.
    void find(Batch probe, int[] heads);

    @Override
    default void close() {}
  }
}
