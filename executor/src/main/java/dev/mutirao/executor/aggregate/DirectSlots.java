package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// The groups of integer keys that lie close together: an array of group numbers + 1, 0 for none,
/// indexed by the key minus the least one. Neither hashes nor keys are looked at, and neighbours
/// share a cache line.
final class DirectSlots implements AutoCloseable {
  /// Slots per group that the array may have when it is made.
  private static final int MAX_SLOTS_PER_GROUP = 8;

  /// Smaller tables stay in the cache anyway.
  private static final int MIN_GROUPS = 1 << 12;

  private static final long MAX_SLOTS = 1L << 31;

  private final StateArray slots;
  private final long least;
  private final long count;

  private DirectSlots(BufferAllocator allocator, long least, long count) {
    this.slots = new StateArray(allocator);
    this.least = least;
    this.count = count;
    slots.reserve(count << 2);
  }

  /// Whether an array for keys from `least` to `greatest` is small enough for so many groups.
  static boolean pays(long least, long greatest, int groups) {
    long range = greatest - least;
    return groups >= MIN_GROUPS
        && range >= 0
        && range < (long) groups * MAX_SLOTS_PER_GROUP
        && range < MAX_SLOTS / 4;
  }

  /// An array for keys from `least` to `greatest`, with as much room again above, where keys mostly
  /// go, and half as much below, so that it is not made anew for each key that comes. Holds the
  /// groups of `keys` but the one without a slot.
  static DirectSlots of(
      BufferAllocator allocator,
      long least,
      long greatest,
      MemorySegment keys,
      int groups,
      int withoutSlot) {
    long range = greatest - least + 1;
    long above = greatest > Long.MAX_VALUE - range ? 0 : range;
    long below = least < Long.MIN_VALUE + range ? 0 : range / 2;
    var made = new DirectSlots(allocator, least - below, below + range + above);
    var memory = made.slots.segment();
    for (int group = 0; group < groups; group++) {
      if (group != withoutSlot) {
        memory.set(INT, keys.get(LONG, (long) group << 3) - made.least << 2, group + 1);
      }
    }
    return made;
  }

  MemorySegment segment() {
    return slots.segment();
  }

  /// The key of the first slot.
  long least() {
    return least;
  }

  /// Number of slots.
  long count() {
    return count;
  }

  long sizeInBytes() {
    return slots.sizeInBytes();
  }

  @Override
  public void close() {
    slots.close();
  }
}
