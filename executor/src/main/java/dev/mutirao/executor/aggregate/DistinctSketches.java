package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// HyperLogLog per group. While there are few values, a set of 26 bits of their hashes and how many
/// zeros follow (so that the count is exact but for collisions); then 4096 registers of a byte.
/// Both depend on the set of values alone, whatever the order and however it was merged.
///
/// After Flajolet et al. (2007), Heule et al. (2013) for the sparse form, and the estimate of Ertl,
/// "New cardinality estimation algorithms for HyperLogLog sketches" (2017). The standard error is
/// 1.04 / sqrt(4096), 1.6%.
final class DistinctSketches implements AutoCloseable {
  private static final int DENSE_BITS = 12;
  private static final int REGISTERS = 1 << DENSE_BITS;
  private static final int SPARSE_BITS = 26;
  private static final int EXTRA_BITS = SPARSE_BITS - DENSE_BITS;
  private static final int ZEROS_BITS = 6;

  /// More entries than these take as much memory as registers.
  private static final int MOST_SPARSE = REGISTERS / Integer.BYTES * 3 / 4;

  /// The number of a block of registers; else it is that of entries.
  private static final int DENSE = -1;

  private final GroupBlocks blocks;

  DistinctSketches(BufferAllocator state) {
    blocks = new GroupBlocks(32, state);
  }

  void grow(int groups) {
    blocks.grow(groups);
  }

  /// Adds a value by its hash, all bits of which are random.
  void add(int group, long hash) {
    int index = (int) (hash >>> Long.SIZE - SPARSE_BITS);
    long rest = hash << SPARSE_BITS;
    int zeros = Math.min(Long.numberOfLeadingZeros(rest), Long.SIZE - SPARSE_BITS) + 1;
    addEntry(group, index << ZEROS_BITS | zeros);
  }

  /// Adds what {@link #write} wrote.
  void merge(int group, MemorySegment memory, long from, int length) {
    if (length < REGISTERS) {
      for (long at = from; at < from + length; at += Integer.BYTES) {
        addEntry(group, memory.get(INT, at));
      }
      return;
    }
    if (blocks.number(group) != DENSE) {
      becomeDense(group);
    }
    long start = blocks.start(group);
    var registers = blocks.memory();
    for (int i = 0; i < REGISTERS; i++) {
      byte other = memory.get(BYTE, from + i);
      if (other > registers.get(BYTE, start + i)) {
        registers.set(BYTE, start + i, other);
      }
    }
  }

  /// Bytes that {@link #write} writes: those of registers, or fewer.
  int bytes(int group) {
    int number = blocks.number(group);
    return number == DENSE ? REGISTERS : number * Integer.BYTES;
  }

  void write(int group, MemorySegment target, long to) {
    long start = blocks.start(group);
    if (blocks.number(group) == DENSE) {
      MemorySegment.copy(blocks.memory(), start, target, to, REGISTERS);
      return;
    }
    long at = to;
    for (int slot = 0; slot < blocks.size(group); slot += Integer.BYTES) {
      int entry = blocks.memory().get(INT, start + slot);
      if (entry != 0) {
        target.set(INT, at, entry);
        at += Integer.BYTES;
      }
    }
  }

  /// About how many values were added that differ.
  long estimate(int group) {
    int number = blocks.number(group);
    if (number != DENSE) {
      return number;
    }
    int most = Long.SIZE - DENSE_BITS + 1;
    var counts = new int[most + 1];
    long start = blocks.start(group);
    for (int i = 0; i < REGISTERS; i++) {
      counts[blocks.memory().get(BYTE, start + i)]++;
    }
    double sum = REGISTERS * highTail(1 - (double) counts[most] / REGISTERS);
    for (int zeros = most - 1; zeros > 0; zeros--) {
      sum = 0.5 * (sum + counts[zeros]);
    }
    sum += REGISTERS * lowTail((double) counts[0] / REGISTERS);
    return Math.round((double) REGISTERS * REGISTERS / (2 * StrictMath.log(2)) / sum);
  }

  void clear(int groups) {
    blocks.clear(groups);
  }

  long sizeInBytes() {
    return blocks.sizeInBytes();
  }

  @Override
  public void close() {
    blocks.close();
  }

  private void addEntry(int group, int entry) {
    int number = blocks.number(group);
    if (number == DENSE) {
      addToRegisters(group, entry);
      return;
    }
    int size = blocks.size(group);
    if (number < MOST_SPARSE && (number + 1) * Integer.BYTES > size / 4 * 3) {
      enlarge(group, size);
    }
    if (!put(group, entry)) {
      return;
    }
    if (number + 1 > MOST_SPARSE) {
      becomeDense(group);
    } else {
      blocks.setNumber(group, number + 1);
    }
  }

  /// Puts an entry where there is room for it; whether its index is new.
  private boolean put(int group, int entry) {
    var memory = blocks.memory();
    long start = blocks.start(group);
    int mask = blocks.size(group) - Integer.BYTES;
    int slot = (entry >>> ZEROS_BITS) * 0x9E37_79B1 >>> 12 & mask;
    while (true) {
      int there = memory.get(INT, start + slot);
      if (there == 0) {
        memory.set(INT, start + slot, entry);
        return true;
      }
      if (there >>> ZEROS_BITS == entry >>> ZEROS_BITS) {
        memory.set(INT, start + slot, Math.max(there & 63, entry & 63) | there & ~63);
        return false;
      }
      slot = slot + Integer.BYTES & mask;
    }
  }

  private void enlarge(int group, int size) {
    long before = blocks.enlarge(group, Math.max(2 * size, 1));
    for (int slot = 0; slot < size; slot += Integer.BYTES) {
      int entry = blocks.memory().get(INT, before + slot);
      if (entry != 0) {
        put(group, entry);
      }
    }
    if (size > 0) {
      blocks.release(before, size);
    }
  }

  private void becomeDense(int group) {
    int size = blocks.size(group);
    long before = blocks.enlarge(group, REGISTERS);
    blocks.setNumber(group, DENSE);
    for (int slot = 0; slot < size; slot += Integer.BYTES) {
      int entry = blocks.memory().get(INT, before + slot);
      if (entry != 0) {
        addToRegisters(group, entry);
      }
    }
    if (size > 0) {
      blocks.release(before, size);
    }
  }

  private void addToRegisters(int group, int entry) {
    int index = entry >>> ZEROS_BITS;
    int extra = index & (1 << EXTRA_BITS) - 1;
    int zeros =
        extra == 0
            ? EXTRA_BITS + (entry & 63)
            : Integer.numberOfLeadingZeros(extra) - (Integer.SIZE - EXTRA_BITS) + 1;
    long at = blocks.start(group) + (index >>> EXTRA_BITS);
    if (zeros > blocks.memory().get(BYTE, at)) {
      blocks.memory().set(BYTE, at, (byte) zeros);
    }
  }

  private static double lowTail(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double power = share;
    double weight = 1;
    double sum = share;
    for (double before = -1; sum != before; ) {
      power *= power;
      before = sum;
      sum += power * weight;
      weight += weight;
    }
    return sum;
  }

  private static double highTail(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double root = share;
    double weight = 1;
    double sum = 1 - share;
    for (double before = -1; sum != before; ) {
      root = Math.sqrt(root);
      before = sum;
      weight *= 0.5;
      sum -= (1 - root) * (1 - root) * weight;
    }
    return sum / 3;
  }
}
