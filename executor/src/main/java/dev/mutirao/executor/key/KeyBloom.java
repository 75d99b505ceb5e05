package dev.mutirao.executor.key;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.executor.row.RowHasher;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Values of any type by their hashes: a Bloom filter whose four bits for a value lie in one 64-bit
/// word, so that a question costs one access to memory. With 16 to 32 bits a row it takes one value
/// in a hundred, or fewer, for one that it holds. 3 ns a number and 9 ns a text of 16 bytes, the
/// hash included, of 65,536 keys (`benchmarks/run Kernels KEYS_BLOOM_NUMBERS KEYS_BLOOM_TEXTS`).
final class KeyBloom implements KeySet {
  /// With more rows it would be slower than the join.
  private static final long MOST_ROWS = 1 << 23;

  private final ArrowBuf buffer;
  private final MemorySegment words;
  private final int shift;

  private KeyBloom(long rows, BufferAllocator state) {
    long count = Long.highestOneBit(Math.max(8, rows)) >> 1;
    this.buffer = state.buffer(count << 3);
    this.words = Memory.segment(buffer);
    this.words.fill((byte) 0);
    this.shift = Long.numberOfLeadingZeros(count) + 1;
  }

  static boolean suits(long rows) {
    return rows <= MOST_ROWS;
  }

  static KeyBloom of(RowStore store, int column, BufferAllocator state) {
    var set = new KeyBloom(store.rows(), state);
    try (var hasher = new RowHasher(column)) {
      var hashes = new long[RowId.CHUNK_ROWS];
      for (int chunk = 0; chunk < store.chunks(); chunk++) {
        var batch = store.chunk(chunk);
        hasher.hash(batch, hashes);
        for (int row = 0; row < batch.rows(); row++) {
          set.add(hashes[row]);
        }
      }
    }
    return set;
  }

  private void add(long hash) {
    long at = hash >>> shift << 3;
    words.set(LONG, at, words.get(LONG, at) | mask(hash));
  }

  /// Four bits by the lowest 24 of the hash; the word is chosen by the highest.
  private static long mask(long hash) {
    return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12) | 1L << (hash >>> 18);
  }

  @Override
  public Probe open() {
    return new Probe() {
      private final RowHasher hasher = new RowHasher(0);
      private long[] hashes = {};

      @Override
      public int pick(Column values, int[] picked) {
        int rows = values.rows();
        if (hashes.length < rows) {
          hashes = new long[rows];
        }
        hasher.hash(values, hashes);
        boolean nulls = values.mayHaveNulls();
        int count = 0;
        for (int row = 0; row < rows; row++) {
          picked[count] = row;
          count += mayHold(hashes[row]) && !(nulls && values.isNull(row)) ? 1 : 0;
        }
        return count;
      }

      @Override
      public void close() {
        hasher.close();
      }
    };
  }

  private boolean mayHold(long hash) {
    return (~words.get(LONG, hash >>> shift << 3) & mask(hash)) == 0;
  }

  @Override
  public void close() {
    buffer.close();
  }
}
