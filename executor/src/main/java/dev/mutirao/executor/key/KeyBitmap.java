package dev.mutirao.executor.key;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Integers of a small range, exactly: a bit for each. 1.7 ns a row (`benchmarks/run Kernels
/// KEYS_BITMAP`).
final class KeyBitmap implements KeySet {
  /// Bits that fit the second-level cache, however few keys there are.
  private static final long SMALL = 1 << 21;

  /// Bits per row that are still no more than a few times what a {@link KeyBloom} takes.
  private static final long BITS_PER_ROW = 32;

  private final long least;
  private final long span; // greatest key minus least
  private final ArrowBuf buffer;
  private final MemorySegment bits;

  private KeyBitmap(KeyRange range, BufferAllocator state) {
    this.least = range.least();
    this.span = range.greatest() - range.least();
    this.buffer = state.buffer(((span + 1 >>> 6) + 1) << 3); // one more bit, which is never set
    this.bits = Memory.segment(buffer);
    this.bits.fill((byte) 0);
  }

  /// Whether a bitmap of this range is small beside `rows` rows.
  static boolean suits(KeyRange range, long rows) {
    long span = range.greatest() - range.least();
    return span >= 0 && span < Math.min(1L << 32, Math.max(SMALL, BITS_PER_ROW * rows));
  }

  static KeyBitmap of(RowStore store, int column, KeyRange range, BufferAllocator state) {
    var set = new KeyBitmap(range, state);
    var keys = new long[RowId.CHUNK_ROWS];
    for (int chunk = 0; chunk < store.chunks(); chunk++) {
      var values = store.chunk(chunk).column(column);
      IntegerKeys.read(values, keys);
      for (int row = 0; row < values.rows(); row++) {
        if (!values.isNull(row)) {
          set.add(keys[row] - range.least());
        }
      }
    }
    return set;
  }

  private void add(long at) {
    long word = at >>> 6 << 3;
    bits.set(LONG, word, bits.get(LONG, word) | 1L << at);
  }

  @Override
  public Probe open() {
    return new Probe() {
      private long[] keys = {};

      @Override
      public int pick(Column values, int[] picked) {
        int rows = values.rows();
        if (keys.length < rows) {
          keys = new long[rows];
        }
        IntegerKeys.read(values, keys);
        return values.mayHaveNulls() ? pickPresent(values, picked) : pickAny(rows, picked);
      }

      private int pickAny(int rows, int[] picked) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
          picked[count] = row;
          count += bit(keys[row]);
        }
        return count;
      }

      private int pickPresent(Column values, int[] picked) {
        int count = 0;
        for (int row = 0; row < values.rows(); row++) {
          picked[count] = row;
          count += values.isNull(row) ? 0 : bit(keys[row]);
        }
        return count;
      }
    };
  }

  private int bit(long key) {
    long distance = key - least;
    long at = Long.compareUnsigned(distance, span) <= 0 ? distance : span + 1;
    return (int) (bits.get(LONG, at >>> 6 << 3) >>> at) & 1;
  }

  @Override
  public void close() {
    buffer.close();
  }
}
