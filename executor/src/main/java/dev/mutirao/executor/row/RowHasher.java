package dev.mutirao.executor.row;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import org.jspecify.annotations.Nullable;

/// Hashes the key columns of batches, one thread's worth: it remembers the entry hashes of the
/// dictionaries it saw last, and holds on to these until it is closed.
///
/// Equal rows have equal hashes on every node, whatever the encoding of their columns: -0 hashes as
/// 0, all NaNs alike, NULL as a value of its own, a decimal the same in 64 and in 128 bits. All 64
/// bits are well mixed: take partitions from some bits and slots from others. 0.3 ns a number of 64
/// bits and 8 ns a text of 16 bytes (`benchmarks/run Kernels HASH_NUMBERS HASH_TEXTS`).
public final class RowHasher implements AutoCloseable {
  private final int[] keys;
  private final Dictionary[] dictionaries;
  private long[] scratch = {};

  /// @param keys positions of the key columns in each batch; without any, every row has the same
  ///   hash
  public RowHasher(int... keys) {
    this.keys = keys.clone();
    this.dictionaries = new Dictionary[keys.length];
  }

  /// The hash of each row of `batch`, to the start of `hashes`.
  public void hash(Batch batch, long[] hashes) {
    int rows = batch.rows();
    if (keys.length == 0) {
      java.util.Arrays.fill(hashes, 0, rows, 0);
      return;
    }
    column(0, batch.column(keys[0]), hashes);
    if (keys.length > 1 && scratch.length < rows) {
      scratch = new long[Math.max(rows, Batch.TARGET_ROWS)];
    }
    for (int key = 1; key < keys.length; key++) {
      column(key, batch.column(keys[key]), scratch);
      for (int row = 0; row < rows; row++) {
        hashes[row] = ValueHash.combine(hashes[row], scratch[row]);
      }
    }
  }

  /// The hash of each row of the only key column, to the start of `hashes`.
  public void hash(Column column, long[] hashes) {
    if (keys.length != 1) {
      throw new IllegalStateException("there are " + keys.length + " keys");
    }
    column(0, column, hashes);
  }

  /// The hash of a row of one NULL key.
  public static long ofNull() {
    return ValueHash.NULL;
  }

  @Override
  public void close() {
    for (int key = 0; key < dictionaries.length; key++) {
      forget(key);
    }
  }

  private void column(int key, Column column, long[] hashes) {
    if (!column.isDictionary()) {
      ColumnHash.of(column, hashes);
      return;
    }
    var known = dictionaries[key];
    if (known == null || !known.column.isSameMemoryAs(column.dictionary())) {
      forget(key);
      known = new Dictionary(column.dictionary().share());
      dictionaries[key] = known;
    }
    // A large dictionary pays from its second batch on.
    if (known.hashes == null && (known.seen || column.dictionary().rows() <= column.rows())) {
      known.hashes = new long[column.dictionary().rows()];
      ColumnHash.of(column.dictionary(), known.hashes);
    }
    known.seen = true;
    if (known.hashes == null) {
      ColumnHash.of(column, hashes);
    } else {
      ColumnHash.ofEntries(column, known.hashes, hashes);
    }
  }

  private void forget(int key) {
    if (dictionaries[key] != null) {
      dictionaries[key].column.close();
      dictionaries[key] = null;
    }
  }

  private static final class Dictionary {
    final Column column;
    boolean seen;
    long @Nullable [] hashes;

    Dictionary(Column column) {
      this.column = column;
    }
  }
}
