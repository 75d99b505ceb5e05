package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.type.Type.Simple.BIGINT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// PRODUCT of REAL and DOUBLE: 256 bits of the product beside an exponent that does not overflow,
/// rounded once. What 256 bits hold is exact; beyond it, a last bit could depend on the order only
/// where 200 bits after the last place that counts are all 0 or all 1. State: count, signs and
/// specials, exponent, and the limbs.
final class ProductAccumulator implements Accumulator {
  private static final int LIMBS = 4;
  private static final int WORDS = 3 + LIMBS;

  private static final long NEGATIVE = 1;
  private static final long ZERO = 2;
  private static final long INFINITY = 4;
  private static final long NAN = 8;

  /// Per group the count, the flags, the exponent, and the limbs of a number from 2^255 to 2^256,
  /// least significant first. A group without rows has no number.
  private final StateArray products;

  private final Vectors vectors = new Vectors();
  private final long[] wide = new long[2 * LIMBS];

  ProductAccumulator(BufferAllocator state) {
    products = new StateArray(state);
  }

  /// Types of the state columns.
  static List<Type> stateTypes() {
    return Collections.nCopies(WORDS, BIGINT);
  }

  @Override
  public void grow(int groups) {
    products.reserve((long) groups * WORDS << 3);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var values = vectors.doubles(arguments[0], rows);
    var factor = new long[LIMBS];
    for (int i = 0; i < rows.count(); i++) {
      double size = Math.abs(values[i]);
      long flags = Double.doubleToRawLongBits(values[i]) < 0 ? NEGATIVE : 0;
      if (Double.isNaN(size)) {
        flags = NAN;
      } else if (size == 0 || size == Double.POSITIVE_INFINITY) {
        flags |= size == 0 ? ZERO : INFINITY;
      }
      boolean special = flags > NEGATIVE;
      int exponent = special ? 0 : Math.getExponent(size);
      if (!special && exponent < Double.MIN_EXPONENT) {
        exponent = Math.getExponent(size * 0x1p54) - 54;
      }
      // 1 to 2 with 63 bits behind the point; 1 for specials.
      factor[LIMBS - 1] = special ? Long.MIN_VALUE : (long) scaled(size, 52 - exponent) << 11;
      multiply(rows.groups()[i], 1, flags, exponent, factor);
    }
  }

  /// In two steps, since the power alone may be beyond the range of a double.
  private static double scaled(double value, int power) {
    int half = power / 2;
    return Math.scalb(Math.scalb(value, half), power - half);
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var factor = new long[LIMBS];
    for (int i = 0; i < rows.count(); i++) {
      long row = (long) rows.row(i) << 3;
      for (int limb = 0; limb < LIMBS; limb++) {
        factor[limb] = state[3 + limb].values().get(LONG, row);
      }
      multiply(
          rows.groups()[i],
          state[0].values().get(LONG, row),
          state[1].values().get(LONG, row),
          state[2].values().get(LONG, row),
          factor);
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = products.segment();
    for (int word = 0; word < WORDS; word++) {
      try (var states = new FixedColumnWriter(allocator, BIGINT, to - from)) {
        for (int i = from; i < to; i++) {
          long value = memory.get(LONG, ((long) groups[i] * WORDS + word) << 3);
          states.cells().set(LONG, (long) (i - from) << 3, value);
        }
        output.add(states.finish());
      }
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        long at = (long) groups[i] * WORDS << 3;
        if (products.segment().get(LONG, at) == 0) {
          results.setNull(i - from);
        } else {
          results.cells().set(DOUBLE, (long) (i - from) << 3, result(at));
        }
      }
      output.add(results.finish());
    }
  }

  @Override
  public void clear(int groups) {
    products.zero((long) groups * WORDS << 3);
  }

  @Override
  public long sizeInBytes() {
    return products.sizeInBytes();
  }

  @Override
  public void close() {
    products.close();
  }

  private double result(long at) {
    var memory = products.segment();
    long flags = memory.get(LONG, at + 8);
    double sign = (flags & NEGATIVE) != 0 ? -1 : 1;
    if ((flags & NAN) != 0 || (flags & (ZERO | INFINITY)) == (ZERO | INFINITY)) {
      return Double.NaN;
    }
    if ((flags & (ZERO | INFINITY)) != 0) {
      return (flags & ZERO) != 0 ? sign * 0.0 : sign * Double.POSITIVE_INFINITY;
    }
    long exponent = memory.get(LONG, at + 16);
    long top = memory.get(LONG, at + 24 + 8L * (LIMBS - 1));
    long below = 0;
    for (int limb = 0; limb < LIMBS - 1; limb++) {
      below |= memory.get(LONG, at + 24 + 8L * limb);
    }
    // Below the smallest normal double fewer bits count.
    int kept = Math.clamp(exponent - Double.MIN_EXPONENT + 53, 0, 53);
    if (kept == 0) {
      boolean up = exponent == Double.MIN_EXPONENT - 53 && (top != Long.MIN_VALUE || below != 0);
      return sign * (up ? Double.MIN_VALUE : 0.0);
    }
    int dropped = Long.SIZE - kept;
    long mantissa = top >>> dropped;
    long rest = top << kept;
    boolean more = rest != Long.MIN_VALUE ? rest < 0 : below != 0 || (mantissa & 1) != 0;
    mantissa += more ? 1 : 0;
    int power = Math.clamp(exponent - kept + 1, -2000, 2000);
    return sign * Math.scalb((double) mantissa, power);
  }

  /// Multiplies a group's product; `factor` has its highest bit set, unless `count` is 0.
  private void multiply(int group, long count, long flags, long exponent, long[] factor) {
    var memory = products.segment();
    long at = (long) group * WORDS << 3;
    long before = memory.get(LONG, at);
    if (count == 0) {
      return;
    }
    memory.set(LONG, at, before + count);
    long mine = memory.get(LONG, at + 8);
    memory.set(LONG, at + 8, (mine | flags) & ~NEGATIVE | (mine ^ flags) & NEGATIVE);
    long sum = memory.get(LONG, at + 16) + exponent;
    if (before == 0) {
      memory.set(LONG, at + 16, sum);
      for (int limb = 0; limb < LIMBS; limb++) {
        memory.set(LONG, at + 24 + 8L * limb, factor[limb]);
      }
      return;
    }
    java.util.Arrays.fill(wide, 0);
    for (int i = 0; i < LIMBS; i++) {
      long carry = 0;
      long limb = memory.get(LONG, at + 24 + 8L * i);
      for (int j = 0; j < LIMBS; j++) {
        long low = limb * factor[j];
        long high = Math.unsignedMultiplyHigh(limb, factor[j]);
        long once = low + wide[i + j];
        high += Long.compareUnsigned(once, low) < 0 ? 1 : 0;
        long twice = once + carry;
        high += Long.compareUnsigned(twice, once) < 0 ? 1 : 0;
        wide[i + j] = twice;
        carry = high;
      }
      wide[i + LIMBS] = carry;
    }
    // The product of two numbers from 1 to 2 is below 4.
    int shift = wide[2 * LIMBS - 1] < 0 ? 0 : 1;
    memory.set(LONG, at + 16, sum + 1 - shift);
    for (int limb = 0; limb < LIMBS; limb++) {
      long value = wide[LIMBS + limb] << shift;
      value |= shift == 0 ? 0 : wide[LIMBS + limb - 1] >>> 63;
      memory.set(LONG, at + 24 + 8L * limb, value);
    }
  }
}
