package dev.mutirao.executor.window;

import dev.mutirao.executor.aggregate.Dyadic;
import java.math.BigInteger;

/// The sums of the values that a {@link RankTree} counts, without error, in a tree of the same
/// shape: each node has one integer of 64-bit limbs in two's complement, least significant first,
/// in units of the last binary digit that any value has. A change, and the sum of so many least
/// values, take a time that grows with the logarithm of the number of ranks. Infinities and NaN
/// count as 0.
final class RankSums {
  private final RankTree counts;
  private final int unit;
  private final int limbs;
  private final LongVector sums;

  RankSums(RankTree counts, DoubleRange range, PartMemory memory) {
    this.counts = counts;
    this.unit = range.unit();
    this.limbs = range.limbs();
    long words = 2L * counts.leaves() * limbs;
    this.sums = memory.longs(words);
    for (long word = 0; word < words; word++) {
      sums.set(word, 0);
    }
  }

  /// Adds the value of a rank, or takes it out by a `change` of -1.
  void change(int rank, double value, int change) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = FixedPoint.mantissa(bits);
    if (mantissa == 0 || !Double.isFinite(value)) {
      return;
    }
    int shift = FixedPoint.exponent(bits) - unit;
    if (shift < 0) {
      mantissa >>>= -shift; // what is cut is zeros
      shift = 0;
    }
    int limb = shift >>> 6;
    long low = mantissa << shift;
    long high = (shift & 63) == 0 ? 0 : mantissa >>> 64 - (shift & 63);
    boolean subtract = bits < 0 == change > 0;
    for (int node = counts.leaves() + rank; node > 0; node >>= 1) {
      long first = (long) node * limbs;
      add(first + limb, first + limbs, low, high, subtract);
    }
  }

  /// The sum of the `count` least values, which are in the tree.
  ///
  /// @param last the greatest of them
  Dyadic least(long count, double last) {
    var sum = new long[limbs];
    int node = 1;
    long rest = count;
    while (node < counts.leaves()) {
      int left = 2 * node;
      if (rest >= counts.size(left)) {
        rest -= counts.size(left);
        addTo(sum, left);
        node = left + 1;
      } else {
        node = left;
      }
    }
    var total = new Dyadic(integer(sum), unit);
    return rest == 0 || !Double.isFinite(last)
        ? total
        : total.plus(Dyadic.of(last).times(BigInteger.valueOf(rest)));
  }

  /// Adds two limbs to the integer that ends before `end`, or subtracts them.
  private void add(long at, long end, long low, long high, boolean subtract) {
    long carry = 0;
    for (long word = at; word < end; word++) {
      long part = word == at ? low : word == at + 1 ? high : 0;
      if (word > at + 1 && carry == 0) {
        break;
      }
      long before = sums.get(word);
      long after = subtract ? before - part - carry : before + part + carry;
      carry =
          subtract
              ? (~before & part | (~before | part) & after) >>> 63
              : (before & part | (before | part) & ~after) >>> 63;
      sums.set(word, after);
    }
  }

  private void addTo(long[] sum, int node) {
    long carry = 0;
    for (int limb = 0; limb < limbs; limb++) {
      long before = sum[limb];
      long part = sums.get((long) node * limbs + limb);
      long after = before + part + carry;
      carry = (before & part | (before | part) & ~after) >>> 63;
      sum[limb] = after;
    }
  }

  private static BigInteger integer(long[] limbs) {
    var bytes = new byte[8 * limbs.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = (byte) (limbs[i >>> 3] >>> (8 * (i & 7)));
    }
    return new BigInteger(bytes);
  }
}
