package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/// A sum of any doubles without error: one fixed-point number, wide enough for 2^63 additions of
/// any finite values, in two's complement with the unit 2^-1074, least significant limb first;
/// after it a word that remembers which of the values that are not finite were added. (Kulisch's
/// long accumulator.)
///
/// Always right and about ten times slower than {@link ExactSums}, which uses it for what is rare.
final class Superaccumulator {
  /// 2098 bits hold every finite double, 63 more the carries, one the sign.
  private static final int LIMBS = 34;

  private static final long SPECIALS = 8L * LIMBS;

  /// Bytes of one accumulator; all zero is the sum of nothing.
  static final long BYTES = SPECIALS + 8;

  private static final long POSITIVE_INFINITY = 1;
  private static final long NEGATIVE_INFINITY = 2;
  private static final long NAN = 4;

  private static final int MIN_EXPONENT = -1074;

  private Superaccumulator() {}

  /// Adds one value to the accumulator at byte `at`.
  static void add(MemorySegment memory, long at, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & (1L << 52) - 1;
    if (exponent == 0x7FF) {
      long special = mantissa != 0 ? NAN : bits < 0 ? NEGATIVE_INFINITY : POSITIVE_INFINITY;
      memory.set(LONG, at + SPECIALS, memory.get(LONG, at + SPECIALS) | special);
      return;
    }
    int position = 0;
    if (exponent != 0) {
      mantissa |= 1L << 52;
      position = exponent - 1;
    }
    int shift = position & 63;
    long low = mantissa << shift;
    long high = shift == 0 ? 0 : mantissa >>> 64 - shift;
    long limb = at + (position >>> 6 << 3);
    if (bits < 0) {
      subtract(memory, limb, at + SPECIALS, low, high);
    } else {
      add(memory, limb, at + SPECIALS, low, high);
    }
  }

  /// Adds what {@link #encode} wrote.
  static void addEncoded(
      MemorySegment memory, long at, MemorySegment encoded, long from, long length) {
    memory.set(LONG, at + SPECIALS, memory.get(LONG, at + SPECIALS) | encoded.get(BYTE, from));
    int first = encoded.get(BYTE, from + 1);
    int count = (int) (length - 2 >>> 3);
    long carry = 0;
    long limb = 0;
    for (int i = first; i < LIMBS; i++) {
      limb =
          i - first < count ? encoded.get(LONG, from + 2 + ((long) (i - first) << 3)) : limb >> 63;
      long old = memory.get(LONG, at + ((long) i << 3));
      long sum = old + limb;
      long carried = sum + carry;
      carry = (Long.compareUnsigned(sum, old) < 0 ? 1 : 0) | (carry != 0 && carried == 0 ? 1 : 0);
      memory.set(LONG, at + ((long) i << 3), carried);
    }
  }

  /// Bytes that {@link #encode} writes.
  static int encodedBytes(MemorySegment memory, long at) {
    return 2 + 8 * (end(memory, at) - start(memory, at));
  }

  /// Writes the sum: a byte of specials, the number of the first limb that is not zero, and the
  /// limbs from it up to the last that is more than a sign. Equal sums give equal bytes.
  static void encode(MemorySegment memory, long at, MemorySegment target, long to) {
    int start = start(memory, at);
    target.set(BYTE, to, (byte) memory.get(LONG, at + SPECIALS));
    target.set(BYTE, to + 1, (byte) start);
    MemorySegment.copy(memory, at + 8L * start, target, to + 2, 8L * (end(memory, at) - start));
  }

  /// The double nearest to the sum, ties to even; an infinity where the sum is beyond the largest
  /// double.
  static double toDouble(MemorySegment memory, long at) {
    return round(memory, at, 53, MIN_EXPONENT);
  }

  /// The sum, where no infinity or NaN was added.
  static Dyadic toDyadic(MemorySegment memory, long at) {
    int start = start(memory, at);
    int limbs = end(memory, at) - start;
    var bytes = new byte[8 * limbs];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = memory.get(BYTE, at + 8L * start + i);
    }
    return new Dyadic(new BigInteger(bytes), 64 * start + MIN_EXPONENT);
  }

  /// The float nearest to the sum, ties to even: rounded once, not by way of a double.
  static float toFloat(MemorySegment memory, long at) {
    return (float) round(memory, at, 24, -149);
  }

  /// Rounds to `precision` bits of which the last weighs at least 2^`lastExponent`.
  private static double round(MemorySegment memory, long at, int precision, int lastExponent) {
    long specials = memory.get(LONG, at + SPECIALS);
    if (specials != 0) {
      return switch ((int) specials) {
        case (int) POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
        case (int) NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
        default -> Double.NaN;
      };
    }
    var limbs = new long[LIMBS + 1];
    MemorySegment.copy(memory, LONG, at, limbs, 0, LIMBS);
    boolean negative = limbs[LIMBS - 1] < 0;
    if (negative) {
      negate(limbs);
    }
    int top = topBit(limbs);
    if (top < 0) {
      return 0.0;
    }
    int shift = Math.max(Math.max(top - precision + 1, lastExponent - MIN_EXPONENT), 0);
    long mantissa = bits(limbs, shift, top);
    if (shift > 0
        && isSet(limbs, shift - 1)
        && ((mantissa & 1) != 0 || anyBelow(limbs, shift - 1))) {
      mantissa++;
    }
    double magnitude = Math.scalb((double) mantissa, shift + MIN_EXPONENT);
    return negative ? -magnitude : magnitude;
  }

  private static void add(MemorySegment memory, long limb, long end, long low, long high) {
    long old = memory.get(LONG, limb);
    long sum = old + low;
    memory.set(LONG, limb, sum);
    long carry = Long.compareUnsigned(sum, old) < 0 ? 1 : 0;
    long next = limb + 8;
    long addend = high + carry;
    while (addend != 0 && next < end) {
      old = memory.get(LONG, next);
      sum = old + addend;
      memory.set(LONG, next, sum);
      addend = Long.compareUnsigned(sum, old) < 0 ? 1 : 0;
      next += 8;
    }
  }

  private static void subtract(MemorySegment memory, long limb, long end, long low, long high) {
    long old = memory.get(LONG, limb);
    memory.set(LONG, limb, old - low);
    long subtrahend = high + (Long.compareUnsigned(old, low) < 0 ? 1 : 0);
    long next = limb + 8;
    while (subtrahend != 0 && next < end) {
      old = memory.get(LONG, next);
      memory.set(LONG, next, old - subtrahend);
      subtrahend = Long.compareUnsigned(old, subtrahend) < 0 ? 1 : 0;
      next += 8;
    }
  }

  private static int start(MemorySegment memory, long at) {
    int start = 0;
    while (start < LIMBS - 1 && memory.get(LONG, at + ((long) start << 3)) == 0) {
      start++;
    }
    return start;
  }

  private static int end(MemorySegment memory, long at) {
    int end = LIMBS;
    int start = start(memory, at);
    while (end > start + 1) {
      long last = memory.get(LONG, at + ((long) (end - 1) << 3));
      long before = memory.get(LONG, at + ((long) (end - 2) << 3));
      if (last != before >> 63) {
        break;
      }
      end--;
    }
    return end;
  }

  private static void negate(long[] limbs) {
    long carry = 1;
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] = ~limbs[i] + carry;
      carry = carry != 0 && limbs[i] == 0 ? 1 : 0;
    }
  }

  private static int topBit(long[] limbs) {
    for (int i = LIMBS - 1; i >= 0; i--) {
      if (limbs[i] != 0) {
        return (i << 6) + 63 - Long.numberOfLeadingZeros(limbs[i]);
      }
    }
    return -1;
  }

  /// Bits `from` to `to`, at most 53 of them, as a number; 0 when `from` is above `to`.
  private static long bits(long[] limbs, int from, int to) {
    if (from > to) {
      return 0;
    }
    int limb = from >>> 6;
    int shift = from & 63;
    return limbs[limb] >>> shift | (shift == 0 ? 0 : limbs[limb + 1] << 64 - shift);
  }

  private static boolean isSet(long[] limbs, int bit) {
    return (limbs[bit >>> 6] >>> (bit & 63) & 1) != 0;
  }

  private static boolean anyBelow(long[] limbs, int bit) {
    for (int i = 0; i < bit >>> 6; i++) {
      if (limbs[i] != 0) {
        return true;
      }
    }
    return (limbs[bit >>> 6] & (1L << (bit & 63)) - 1) != 0;
  }
}
