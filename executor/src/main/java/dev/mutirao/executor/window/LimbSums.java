package dev.mutirao.executor.window;

/// For each position the sum of all values before it, in two's complement of one to three 64-bit
/// limbs, least significant first. The sum of any frame is a difference.
final class LimbSums {
  /// Limbs at most.
  static final int MOST = 3;

  private final LongVector sums;
  private final int limbs;
  private long low;
  private long middle;
  private long high;

  /// All sums must fit; positions are added one after the other.
  LimbSums(int limbs, int positions, PartMemory memory) {
    this.limbs = limbs;
    this.sums = memory.longs((positions + 1L) * limbs);
    store(0);
  }

  /// Adds no value at a position.
  void skip(int position) {
    store(position + 1);
  }

  void add(int position, long value) {
    add(position, value, value >> 63);
  }

  void add(int position, long valueLow, long valueHigh) {
    add(position, valueLow, valueHigh, valueHigh >> 63);
  }

  void add(int position, long valueLow, long valueMiddle, long valueHigh) {
    long sum = low + valueLow;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    low = sum;
    sum = middle + valueMiddle;
    long next = Long.compareUnsigned(sum, middle) < 0 ? 1 : 0;
    middle = sum + carry;
    next += carry != 0 && middle == 0 ? 1 : 0;
    high += valueHigh + next;
    store(position + 1);
  }

  private void store(int index) {
    long at = (long) index * limbs;
    sums.set(at, low);
    if (limbs > 1) {
      sums.set(at + 1, middle);
    }
    if (limbs > 2) {
      sums.set(at + 2, high);
    }
  }

  /// Writes the sum over the frame of position `i` of the batch, with its sign in all limbs that
  /// are not kept.
  void total(FrameCursor frame, int i, long[] total) {
    if (frame.pieces() == 1 && limbs <= 2) {
      difference(frame.starts(0)[i], frame.ends(0)[i], total);
      return;
    }
    java.util.Arrays.fill(total, 0);
    for (int piece = 0; piece < frame.pieces(); piece++) {
      int start = frame.starts(piece)[i];
      int end = frame.ends(piece)[i];
      if (start < end) {
        addDifference((long) start * limbs, (long) end * limbs, total);
      }
    }
    for (int limb = limbs; limb < MOST; limb++) {
      total[limb] = total[limbs - 1] >> 63;
    }
  }

  /// What {@link #total} does for one piece and short sums, without loops.
  private void difference(int start, int end, long[] total) {
    long minuend = sums.get((long) end * limbs);
    long subtrahend = sums.get((long) start * limbs);
    total[0] = minuend - subtrahend;
    if (limbs == 2) {
      long borrow = Long.compareUnsigned(minuend, subtrahend) < 0 ? 1 : 0;
      total[1] = sums.get(2L * end + 1) - sums.get(2L * start + 1) - borrow;
    } else {
      total[1] = total[0] >> 63;
    }
    total[2] = total[1] >> 63;
  }

  private void addDifference(long start, long end, long[] total) {
    long carry = 0;
    long borrow = 0;
    for (int limb = 0; limb < limbs; limb++) {
      long minuend = sums.get(end + limb);
      long subtrahend = sums.get(start + limb);
      long difference = minuend - subtrahend - borrow;
      borrow = (~minuend & subtrahend | (~minuend | subtrahend) & difference) >>> 63;
      long old = total[limb];
      long sum = old + difference + carry;
      carry = (old & difference | (old | difference) & ~sum) >>> 63;
      total[limb] = sum;
    }
  }
}
