package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Sums of doubles per group, without error in any order. A group has three bins and a count side
/// by side; values that the bins' {@link BinWindow} does not cover, and full bins, go to a {@link
/// Superaccumulator} that the group gets when it first needs one. The sum is that of the bins and
/// of the superaccumulator.
final class ExactSums implements AutoCloseable {
  /// Bins at 0, 8 and 16, the count at 24.
  private static final int SHIFT = 5;

  private static final long COUNT = 24;

  /// Bins are emptied when the count passes a multiple of 2^18. A merge may add to a bin three
  /// times per count, and each move of the window three times more, so a bin sees fewer than {@link
  /// BinWindow#SAFE_ADDITIONS}.
  private static final int EMPTY_SHIFT = 18;

  /// A batch where more than one value in so many misses the window makes the window move.
  private static final int MOVE_AT = 16;

  private static final int MAX_MOVES = 32;

  /// {@link #addToFew} is tried for at most so many groups, and so many rows a group at least.
  private static final int FEW = 256;

  private static final int FEW_ROWS = 4;

  /// Batches with values that the window misses, after which {@link #addToFew} is no longer tried.
  private static final int MAX_MISFITS = 32;

  /// Doubles per group in {@link #few}.
  private static final int CELLS = 4;

  private final StateArray groups;

  /// Per group 1 + the number of its superaccumulator; 0 for none. No memory until one is needed.
  private final StateArray slots;

  private final StateArray wide;
  private int groupCount;
  private int wideCount;
  private @Nullable BinWindow window;
  private int moves;

  /// Of a batch, per group: the bins and the count, which are zero between batches.
  private double[] few = new double[0];

  private int misfits;

  ExactSums(BufferAllocator state) {
    groups = new StateArray(state);
    slots = new StateArray(state);
    wide = new StateArray(state);
  }

  void grow(int count) {
    groups.reserve((long) count << SHIFT);
    if (wideCount > 0) {
      slots.reserve((long) count << 2);
    }
    groupCount = Math.max(groupCount, count);
  }

  /// Adds `values[i]` to the group `groups[i]`.
  void add(int[] group, double[] values, int count) {
    if (groupCount > FEW
        || groupCount > count / FEW_ROWS
        || misfits == MAX_MISFITS
        || !addToFew(group, values, count)) {
      addToEach(group, values, count);
    }
  }

  /// Adds up the batch in an array of its own and then adds that, for nothing is asked of a row
  /// before the end: 4 to 5 ns a row rather than 9 (tables of even and odd rows, or vectors that
  /// split the values first, take as long). False when the window misses a value or the batch is
  /// too long; then nothing was added.
  private boolean addToFew(int[] group, double[] values, int count) {
    if (count >= 1 << EMPTY_SHIFT) {
      return false;
    }
    if (few.length == 0) {
      few = new double[FEW * CELLS];
    }
    var bins = window(values, count);
    var sums = few;
    double first = bins.first();
    double second = bins.second();
    double third = bins.third();
    long most = Double.doubleToRawLongBits(bins.bound()) - 1;
    long lost = 0;
    long excess = 0;
    for (int i = 0; i < count; i++) {
      double x = values[i];
      double high = x + first - first;
      double rest = x - high;
      double middle = rest + second - second;
      rest -= middle;
      double low = rest + third - third;
      lost |= Double.doubleToRawLongBits(rest - low);
      excess |= most - (Double.doubleToRawLongBits(x) & Long.MAX_VALUE);
      int at = group[i] * CELLS;
      sums[at] += high;
      sums[at + 1] += middle;
      sums[at + 2] += low;
      sums[at + 3]++;
    }
    boolean fits = lost << 1 == 0 && excess >= 0; // but for the sign of a zero
    if (fits) {
      addBatch(sums);
    } else {
      misfits++;
    }
    Arrays.fill(sums, 0, groupCount * CELLS, 0);
    return fits;
  }

  private void addBatch(double[] sums) {
    for (int group = 0; group < groupCount; group++) {
      int at = group * CELLS;
      long counted = (long) sums[at + 3];
      if (counted > 0) {
        addToBins(group, counted, sums[at], sums[at + 1], sums[at + 2]);
      }
    }
  }

  /// Adds the bins of fewer than 2^18 rows to those of a group.
  private void addToBins(int group, long more, double high, double middle, double low) {
    var memory = groups.segment();
    long at = (long) group << SHIFT;
    long counted = memory.get(LONG, at + COUNT);
    if (counted >>> EMPTY_SHIFT != counted + more >>> EMPTY_SHIFT) {
      emptyBins(group);
    }
    memory.set(LONG, at + COUNT, counted + more);
    memory.set(DOUBLE, at, memory.get(DOUBLE, at) + high);
    memory.set(DOUBLE, at + 8, memory.get(DOUBLE, at + 8) + middle);
    memory.set(DOUBLE, at + 16, memory.get(DOUBLE, at + 16) + low);
  }

  private void addToEach(int[] group, double[] values, int count) {
    var bins = window(values, count);
    var memory = groups.segment();
    double first = bins.first();
    double second = bins.second();
    double third = bins.third();
    double bound = bins.bound();
    int misses = 0;
    for (int i = 0; i < count; i++) {
      double x = values[i];
      double high = x + first - first;
      double rest = x - high;
      double middle = rest + second - second;
      rest -= middle;
      double low = rest + third - third;
      rest -= low;
      long at = (long) group[i] << SHIFT;
      if (rest == 0 && Math.abs(x) < bound) {
        memory.set(DOUBLE, at, memory.get(DOUBLE, at) + high);
        memory.set(DOUBLE, at + 8, memory.get(DOUBLE, at + 8) + middle);
        memory.set(DOUBLE, at + 16, memory.get(DOUBLE, at + 16) + low);
      } else {
        addWide(group[i], x);
        misses++;
      }
      long counted = memory.get(LONG, at + COUNT) + 1;
      memory.set(LONG, at + COUNT, counted);
      if ((counted & (1 << EMPTY_SHIFT) - 1) == 0) {
        emptyBins(group[i]);
      }
    }
    if (misses > count / MOVE_AT) {
      move(BinWindow.around(values, count));
    }
  }

  /// Adds all values to group 0; the same as {@link #add}, with the bins in registers.
  void addToFirst(double[] values, int count) {
    var bins = window(values, count);
    double first = bins.first();
    double second = bins.second();
    double third = bins.third();
    double bound = bins.bound();
    double high0 = 0;
    double high1 = 0;
    double middle0 = 0;
    double middle1 = 0;
    double low0 = 0;
    double low1 = 0;
    boolean within = true;
    int i = 0;
    for (; i + 1 < count; i += 2) {
      double x = values[i];
      double y = values[i + 1];
      double xHigh = x + first - first;
      double yHigh = y + first - first;
      double xRest = x - xHigh;
      double yRest = y - yHigh;
      double xMiddle = xRest + second - second;
      double yMiddle = yRest + second - second;
      xRest -= xMiddle;
      yRest -= yMiddle;
      double xLow = xRest + third - third;
      double yLow = yRest + third - third;
      within &= xRest - xLow == 0;
      within &= yRest - yLow == 0;
      within &= Math.abs(x) < bound;
      within &= Math.abs(y) < bound;
      high0 += xHigh;
      high1 += yHigh;
      middle0 += xMiddle;
      middle1 += yMiddle;
      low0 += xLow;
      low1 += yLow;
    }
    if (!within || count >= 1 << EMPTY_SHIFT) {
      addToEach(new int[count], values, count);
      return;
    }
    addToBins(0, i, high0 + high1, middle0 + middle1, low0 + low1);
    if (i < count) {
      addToEach(new int[1], new double[] {values[i]}, 1);
    }
  }

  /// Adds to a group a sum of `counted` values that is made of three doubles and, when `encoded` is
  /// not null, of what {@link #writeWide} wrote.
  void merge(
      int group,
      long counted,
      double high,
      double middle,
      double low,
      @Nullable MemorySegment encoded,
      long from,
      long length) {
    if (counted == 0) {
      return;
    }
    if (encoded != null) {
      int slot = slot(group);
      Superaccumulator.addEncoded(
          wide.segment(), slot * Superaccumulator.BYTES, encoded, from, length);
    }
    addPart(group, high);
    addPart(group, middle);
    addPart(group, low);
    long at = ((long) group << SHIFT) + COUNT;
    long before = groups.segment().get(LONG, at);
    groups.segment().set(LONG, at, before + counted);
    if (before >>> EMPTY_SHIFT != before + counted >>> EMPTY_SHIFT) {
      emptyBins(group);
    }
  }

  /// Chooses the window by the states that come next, unless there is one.
  void prepareMerge(double[] largest, int count) {
    window(largest, count);
  }

  long count(int group) {
    return groups.segment().get(LONG, ((long) group << SHIFT) + COUNT);
  }

  /// The bin 0, 1 or 2 of a group.
  double bin(int group, int bin) {
    return groups.segment().get(DOUBLE, ((long) group << SHIFT) + 8L * bin);
  }

  /// The sum of a group, rounded once.
  double toDouble(int group) {
    double high = bin(group, 0);
    double middle = bin(group, 1);
    double low = bin(group, 2);
    if (hasWide(group)) {
      return Superaccumulator.toDouble(total(group), 0);
    }
    double inner = middle + low;
    double innerRest = twoSumRest(middle, low, inner);
    double outer = high + inner;
    double outerRest = twoSumRest(high, inner, outer);
    double rest = outerRest + innerRest;
    return twoSumRest(outerRest, innerRest, rest) == 0
        ? outer + rest
        : Superaccumulator.toDouble(total(group), 0);
  }

  /// The sum of a group to 106 bits: rounded to a double, and what that lost rounded to another. An
  /// infinity or NaN where the sum is none or beyond the range.
  TwoDoubles toTwoDoubles(int group) {
    if (!hasWide(group)) {
      var inner = TwoDoubles.sum(bin(group, 1), bin(group, 2));
      var outer = TwoDoubles.sum(bin(group, 0), inner.high());
      var rest = TwoDoubles.sum(outer.low(), inner.low());
      if (rest.low() == 0) {
        return TwoDoubles.sum(outer.high(), rest.high());
      }
    }
    var total = total(group);
    double high = Superaccumulator.toDouble(total, 0);
    if (!Double.isFinite(high)) {
      return new TwoDoubles(high, high);
    }
    Superaccumulator.add(total, 0, -high);
    return new TwoDoubles(high, Superaccumulator.toDouble(total, 0));
  }

  /// The sum of a group, which is finite.
  Dyadic toDyadic(int group) {
    return Superaccumulator.toDyadic(total(group), 0);
  }

  /// The sum of a group, rounded once to a float.
  float toFloat(int group) {
    return Superaccumulator.toFloat(total(group), 0);
  }

  /// Whether {@link #writeWide} has something to write for the group.
  boolean hasWide(int group) {
    return wideCount > 0 && slots.segment().get(INT, (long) group << 2) != 0;
  }

  int wideBytes(int group) {
    return Superaccumulator.encodedBytes(wide.segment(), wideAt(group));
  }

  /// Writes what the group has outside its bins.
  void writeWide(int group, MemorySegment target, long to) {
    Superaccumulator.encode(wide.segment(), wideAt(group), target, to);
  }

  void clear(int count) {
    groups.zero((long) count << SHIFT);
    slots.zero((long) count << 2);
    wide.zero(wideCount * Superaccumulator.BYTES);
    wideCount = 0;
    groupCount = 0;
  }

  long sizeInBytes() {
    return groups.sizeInBytes() + slots.sizeInBytes() + wide.sizeInBytes();
  }

  @Override
  public void close() {
    groups.close();
    slots.close();
    wide.close();
  }

  private BinWindow window(double[] values, int count) {
    if (window == null) {
      window = BinWindow.around(values, count);
    }
    return window;
  }

  /// Changes the window and puts what the bins hold into the new ones.
  private void move(BinWindow other) {
    if (window != null && other.top() == window.top() || moves == MAX_MOVES) {
      return;
    }
    moves++;
    window = other;
    var memory = groups.segment();
    for (int group = 0; group < groupCount; group++) {
      long at = (long) group << SHIFT;
      double high = memory.get(DOUBLE, at);
      double middle = memory.get(DOUBLE, at + 8);
      double low = memory.get(DOUBLE, at + 16);
      memory.set(DOUBLE, at, 0);
      memory.set(DOUBLE, at + 8, 0);
      memory.set(DOUBLE, at + 16, 0);
      addPart(group, high);
      addPart(group, middle);
      addPart(group, low);
    }
  }

  private void addPart(int group, double x) {
    if (x == 0) {
      return;
    }
    var bins = java.util.Objects.requireNonNull(window, "a merge is prepared");
    double high = x + bins.first() - bins.first();
    double rest = x - high;
    double middle = rest + bins.second() - bins.second();
    rest -= middle;
    double low = rest + bins.third() - bins.third();
    if (rest - low == 0 && Math.abs(x) < bins.bound()) {
      var memory = groups.segment();
      long at = (long) group << SHIFT;
      memory.set(DOUBLE, at, memory.get(DOUBLE, at) + high);
      memory.set(DOUBLE, at + 8, memory.get(DOUBLE, at + 8) + middle);
      memory.set(DOUBLE, at + 16, memory.get(DOUBLE, at + 16) + low);
    } else {
      addWide(group, x);
    }
  }

  private void addWide(int group, double x) {
    int slot = slot(group);
    Superaccumulator.add(wide.segment(), slot * Superaccumulator.BYTES, x);
  }

  private void emptyBins(int group) {
    long to = slot(group) * Superaccumulator.BYTES;
    var memory = groups.segment();
    for (int bin = 0; bin < 3; bin++) {
      long at = ((long) group << SHIFT) + 8L * bin;
      Superaccumulator.add(wide.segment(), to, memory.get(DOUBLE, at));
      memory.set(DOUBLE, at, 0);
    }
  }

  /// The group's superaccumulator; makes one where there is none.
  private int slot(int group) {
    slots.reserve((long) groupCount << 2);
    int slot = slots.segment().get(INT, (long) group << 2);
    if (slot == 0) {
      wide.reserve((wideCount + 1) * Superaccumulator.BYTES);
      slot = ++wideCount;
      slots.segment().set(INT, (long) group << 2, slot);
    }
    return slot - 1;
  }

  private long wideAt(int group) {
    return (slots.segment().get(INT, (long) group << 2) - 1) * Superaccumulator.BYTES;
  }

  /// The whole sum of a group in a superaccumulator of its own.
  private MemorySegment total(int group) {
    var total = MemorySegment.ofArray(new byte[(int) Superaccumulator.BYTES]);
    if (hasWide(group)) {
      MemorySegment.copy(wide.segment(), wideAt(group), total, 0, Superaccumulator.BYTES);
    }
    for (int bin = 0; bin < 3; bin++) {
      Superaccumulator.add(total, 0, bin(group, bin));
    }
    return total;
  }

  /// The error of `sum = a + b` (Knuth).
  private static double twoSumRest(double a, double b, double sum) {
    double virtual = sum - a;
    return a - (sum - virtual) + (b - virtual);
  }
}
