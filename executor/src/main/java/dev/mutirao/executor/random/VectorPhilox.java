package dev.mutirao.executor.random;

import static dev.mutirao.connectors.batch.Column.LONG;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// {@link Philox} of vectors, a block per lane, for the first step of draws. Consecutive ids use
/// both halves of a block: they cost 3.5 ns each with four in a vector on a machine of 2021, others
/// 5.7. One instance has scratch memory for one thread. Loaded only where the vector module is.
public final class VectorPhilox {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int HALF_GROUP = Philox.GROUP / 2;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final LongVector COUNTING = LongVector.zero(SPECIES).addIndex(1);
  private static final long ONE = Double.doubleToRawLongBits(1);

  /// How many are made together, in several vectors, for one alone would wait for its products; in
  /// the first-level cache.
  private static final int BLOCKS = 32;

  /// Rounds between which words are in memory.
  private static final int PASS = 2;

  private final long[] ids = new long[BLOCKS];
  private final long[] keys = new long[BLOCKS];

  // of blocks, in the lower bits; what is above them does not matter
  private final long[] words0 = new long[BLOCKS];
  private final long[] words1 = new long[BLOCKS];
  private final long[] words2 = new long[BLOCKS];
  private final long[] words3 = new long[BLOCKS];

  /// Stores, for the rows `from` to before `to`, the uniform numbers of a draw, which is one draw
  /// of one seed or of a row's own, at the rows' places in `out`, which may be the memory of the
  /// ids.
  public void uniforms(Counters counters, int from, int to, MemorySegment out) {
    Arrays.fill(keys, counters.seed());
    int row = from;
    while (row < to) {
      int groups = counters.fixed() ? groups(counters.ids(), row, to) : 0;
      if (groups > 0) {
        store(counters, row, groups, out);
        row += groups * Philox.GROUP;
      } else {
        int rows = Math.min(rows(counters.ids(), row, to), to - row);
        storeEach(counters, row, rows, out);
        row += rows;
      }
    }
  }

  /// How many groups of ids that share blocks, in order and one after the other, are from a row on.
  private static int groups(MemorySegment ids, int row, int to) {
    long first = ids.getAtIndex(LONG, row);
    int most = Math.min(to - row, 2 * BLOCKS) / Philox.GROUP;
    int groups = 0;
    if ((first & (Philox.GROUP - 1)) == 0) {
      while (groups < most && isGroup(ids, row, first, groups * Philox.GROUP)) {
        groups++;
      }
    }
    return groups;
  }

  private static boolean isGroup(MemorySegment ids, int row, long first, int at) {
    boolean group = true;
    for (int i = at; i < at + Philox.GROUP; i += LANES) {
      var id = LongVector.fromMemorySegment(SPECIES, ids, 8L * (row + i), ORDER);
      group &= id.sub(COUNTING).eq(first + i).allTrue();
    }
    return group;
  }

  /// How many rows to take one by one: less than possible where a group begins after them.
  private static int rows(MemorySegment ids, int row, int to) {
    long first = ids.getAtIndex(LONG, row);
    int left = Philox.GROUP - (int) (first & (Philox.GROUP - 1));
    return row + left < to && ids.getAtIndex(LONG, row + left) == first + left ? left : BLOCKS;
  }

  private void store(Counters counters, int row, int groups, MemorySegment out) {
    long first = Philox.block(counters.ids().getAtIndex(LONG, row));
    int count = groups * HALF_GROUP;
    for (int i = 0; i < count; i += LANES) {
      COUNTING.add(first + i).intoArray(words0, i);
    }
    Arrays.fill(words2, 0, count, counters.draw());
    blocks(count);
    for (int i = 0; i < count; i += LANES) {
      int at = row + 2 * i - i % HALF_GROUP;
      unit(pair(words0, words1, i)).intoMemorySegment(out, 8L * at, ORDER);
      unit(pair(words2, words3, i)).intoMemorySegment(out, 8L * (at + HALF_GROUP), ORDER);
    }
  }

  private void storeEach(Counters counters, int row, int rows, MemorySegment out) {
    MemorySegment.copy(counters.ids(), LONG, 8L * row, ids, 0, rows);
    for (int i = 0; i < rows; i++) {
      words0[i] = Philox.block(ids[i]);
    }
    if (counters.seeds() != null) {
      MemorySegment.copy(counters.seeds(), LONG, 8L * row, keys, 0, rows);
    }
    if (counters.draws() != null) {
      MemorySegment.copy(counters.draws(), LONG, 8L * row, words2, 0, rows);
    } else {
      Arrays.fill(words2, 0, rows, counters.draw());
    }
    blocks(rows);
    for (int i = 0; i < rows; i += LANES) {
      var upper = LongVector.fromArray(SPECIES, ids, i).and(Philox.UPPER).compare(NE, 0);
      var bits = pair(words0, words1, i).blend(pair(words2, words3, i), upper);
      unit(bits).intoArray(words0, i);
    }
    MemorySegment.copy(words0, 0, out, LONG, 8L * row, rows);
  }

  /// The bits of {@link Philox#uniform}: between 1 and 2 only the last bits differ, and what is
  /// taken away leaves nothing to round.
  private static LongVector unit(LongVector bits) {
    return bits.lanewise(LSHR, 12)
        .or(ONE)
        .viewAsFloatingLanes()
        .sub(1 - 0x1p-53)
        .viewAsIntegralLanes();
  }

  /// Makes blocks of numbers, in the first words, and draws, in the third ones.
  private void blocks(int count) {
    for (int i = 0; i < count; i += LANES) {
      high(LongVector.fromArray(SPECIES, words0, i)).intoArray(words1, i);
    }
    Arrays.fill(words3, 0);
    for (int round = 0; round < Philox.ROUNDS; round += PASS) {
      pass(count, (long) round * Philox.WEYL_0, (long) round * Philox.WEYL_1);
    }
  }

  /// Two rounds, with what is added to the keys before. Its steps are not methods that take vectors
  /// from one another: the compiler would make objects of them, which costs five times as much.
  private void pass(int count, long added0, long added1) {
    var multiplier0 = word(Philox.MULTIPLIER_0);
    var multiplier1 = word(Philox.MULTIPLIER_1);
    for (int i = 0; i < count; i += LANES) {
      var key = LongVector.fromArray(SPECIES, keys, i);
      var key0 = key.add(added0);
      var key1 = high(key).add(added1);
      var product0 = LongVector.fromArray(SPECIES, words0, i).and(Philox.LOW).mul(multiplier0);
      var product1 = LongVector.fromArray(SPECIES, words2, i).and(Philox.LOW).mul(multiplier1);
      var word0 =
          product1
              .lanewise(LSHR, 32)
              .lanewise(XOR, LongVector.fromArray(SPECIES, words1, i))
              .lanewise(XOR, key0);
      var word2 =
          product0
              .lanewise(LSHR, 32)
              .lanewise(XOR, LongVector.fromArray(SPECIES, words3, i))
              .lanewise(XOR, key1);
      var word3 = word0.and(Philox.LOW).mul(multiplier0);
      var word1 = word2.and(Philox.LOW).mul(multiplier1);
      word1
          .lanewise(LSHR, 32)
          .lanewise(XOR, product1)
          .lanewise(XOR, key0.add(Philox.WEYL_0))
          .intoArray(words0, i);
      word1.intoArray(words1, i);
      word3
          .lanewise(LSHR, 32)
          .lanewise(XOR, product0)
          .lanewise(XOR, key1.add(Philox.WEYL_1))
          .intoArray(words2, i);
      word3.intoArray(words3, i);
    }
  }

  /// A constant of 32 bits. The compiler multiplies words by one instruction only where it sees
  /// that nothing is above them, in both factors; without AVX-512 it takes eight otherwise.
  private static LongVector word(long value) {
    return LongVector.broadcast(SPECIES, value).and(Philox.LOW);
  }

  private static LongVector high(LongVector product) {
    return product.lanewise(LSHR, 32);
  }

  private static LongVector pair(long[] low, long[] high, int at) {
    return LongVector.fromArray(SPECIES, low, at)
        .and(Philox.LOW)
        .or(LongVector.fromArray(SPECIES, high, at).lanewise(LSHL, 32));
  }
}
