package dev.mutirao.executor.random;

import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link Philox} of vectors, a block per lane, for the first step of draws. Consecutive ids cost
/// 0.9 ns each with eight in a vector, because both halves of a block are used; others 1.5 ns. With
/// four in a vector, on an older and slower machine, they cost 4.9 ns. One instance has scratch
/// memory for one thread. Loaded only where the vector module is.
public final class VectorPhilox {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int HALF_GROUP = Philox.GROUP / 2;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final LongVector COUNTING = LongVector.zero(SPECIES).addIndex(1);
  private static final long ONE = Double.doubleToRawLongBits(1);

  // of one block per lane; vectors go through memory, because a method that takes them and is not
  // inlined would make objects of them
  private final long[] keys = new long[LANES];
  private final long[] numbers = new long[LANES];
  private final long[] draws = new long[LANES];
  private final long[] halves = new long[2 * LANES];

  /// Stores, for the rows `from` to before `to`, the uniform numbers of a draw, which is one draw
  /// of one seed or of a row's own, at the rows' places in `out`, which may be the memory of the
  /// ids.
  public void uniforms(Counters counters, int from, int to, MemorySegment out) {
    Arrays.fill(keys, counters.seed());
    Arrays.fill(draws, counters.draw());
    int row = from;
    while (row < to) {
      if (to - row >= Philox.GROUP && counters.fixed() && isGroup(counters.ids(), row)) {
        group(counters, row, out);
        row += Philox.GROUP;
      } else {
        int rows = Math.min(rows(counters.ids(), row, to), to - row);
        some(counters, row, rows, out);
        row += rows;
      }
    }
  }

  /// How many rows to take one by one: a vector, or less where a group begins before its end.
  private static int rows(MemorySegment ids, int row, int to) {
    long first = ids.getAtIndex(LONG, row);
    int left = Philox.GROUP - (int) (first & (Philox.GROUP - 1));
    return left < LANES && row + left < to && ids.getAtIndex(LONG, row + left) == first + left
        ? left
        : LANES;
  }

  /// Whether ids from a row on are those that share blocks, in order.
  private static boolean isGroup(MemorySegment ids, int row) {
    long first = ids.getAtIndex(LONG, row);
    boolean group = (first & (Philox.GROUP - 1)) == 0;
    for (int i = 0; i < Philox.GROUP; i += LANES) {
      var id = LongVector.fromMemorySegment(SPECIES, ids, 8L * (row + i), ORDER);
      group &= id.sub(COUNTING).eq(first + i).allTrue();
    }
    return group;
  }

  private void group(Counters counters, int row, MemorySegment out) {
    long first = Philox.block(counters.ids().getAtIndex(LONG, row));
    for (int i = 0; i < HALF_GROUP; i += LANES) {
      COUNTING.add(first + i).intoArray(numbers, 0);
      blocks();
      unit(LongVector.fromArray(SPECIES, halves, 0)).intoMemorySegment(out, 8L * (row + i), ORDER);
      unit(LongVector.fromArray(SPECIES, halves, LANES))
          .intoMemorySegment(out, 8L * (row + i + HALF_GROUP), ORDER);
    }
  }

  private void some(Counters counters, int row, int rows, MemorySegment out) {
    var mask = SPECIES.indexInRange(0, rows);
    var id = load(counters.ids(), row, mask);
    id.lanewise(VectorOperators.LSHR, 4)
        .lanewise(VectorOperators.LSHL, 3)
        .or(id.and(7))
        .intoArray(numbers, 0);
    if (counters.seeds() != null) {
      load(counters.seeds(), row, mask).intoArray(keys, 0);
    }
    if (counters.draws() != null) {
      load(counters.draws(), row, mask).intoArray(draws, 0);
    }
    blocks();
    var upper = id.and(Philox.UPPER).compare(VectorOperators.NE, 0);
    var bits =
        LongVector.fromArray(SPECIES, halves, 0)
            .blend(LongVector.fromArray(SPECIES, halves, LANES), upper);
    unit(bits).intoMemorySegment(out, 8L * row, ORDER, mask);
  }

  private static LongVector load(MemorySegment from, int row, VectorMask<Long> mask) {
    return LongVector.fromMemorySegment(SPECIES, from, 8L * row, ORDER, mask);
  }

  /// The bits of {@link Philox#uniform}: between 1 and 2 only the last bits differ, and what is
  /// taken away leaves nothing to round.
  private static LongVector unit(LongVector bits) {
    return bits.lanewise(VectorOperators.LSHR, 12)
        .or(ONE)
        .viewAsFloatingLanes()
        .sub(1 - 0x1p-53)
        .viewAsIntegralLanes();
  }

  /// Stores the lower halves of all blocks, then the upper ones, as {@link Philox#half} gives them.
  /// Words are in the lower bits of lanes; what is above them does not matter.
  private void blocks() {
    var key0 = LongVector.fromArray(SPECIES, keys, 0);
    var key1 = key0.lanewise(VectorOperators.LSHR, 32);
    var word0 = LongVector.fromArray(SPECIES, numbers, 0);
    var word1 = word0.lanewise(VectorOperators.LSHR, 32);
    var word2 = LongVector.fromArray(SPECIES, draws, 0);
    var word3 = LongVector.zero(SPECIES);
    var multiplier0 = word(Philox.MULTIPLIER_0);
    var multiplier1 = word(Philox.MULTIPLIER_1);
    for (int round = 0; round < Philox.ROUNDS; round++) {
      var product0 = word0.and(Philox.LOW).mul(multiplier0);
      var product1 = word2.and(Philox.LOW).mul(multiplier1);
      word0 =
          high(product1).lanewise(VectorOperators.XOR, word1).lanewise(VectorOperators.XOR, key0);
      word1 = product1;
      word2 =
          high(product0).lanewise(VectorOperators.XOR, word3).lanewise(VectorOperators.XOR, key1);
      word3 = product0;
      key0 = key0.add(Philox.WEYL_0);
      key1 = key1.add(Philox.WEYL_1);
    }
    pair(word0, word1).intoArray(halves, 0);
    pair(word2, word3).intoArray(halves, LANES);
  }

  /// A constant of 32 bits. The compiler multiplies words by one instruction only where it sees
  /// that nothing is above them, in both factors; without AVX-512 it takes eight otherwise.
  private static LongVector word(long value) {
    return LongVector.broadcast(SPECIES, value).and(Philox.LOW);
  }

  private static LongVector high(LongVector product) {
    return product.lanewise(VectorOperators.LSHR, 32);
  }

  private static LongVector pair(LongVector low, LongVector high) {
    return low.and(Philox.LOW).or(high.lanewise(VectorOperators.LSHL, 32));
  }
}
