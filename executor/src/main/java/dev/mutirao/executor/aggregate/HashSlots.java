package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// An open-addressed table of group numbers, 4 bytes a slot, at most half full. A slot is 0 when
/// free, else the group's number + 1 in its low bits and a salt, bits of the hash, above them; so
/// most slots of other groups are told apart without touching their keys. Probing is linear; loops
/// over slots are written where they are used.
final class HashSlots implements AutoCloseable {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int MAX_CAPACITY = 1 << 30;

  private final BufferAllocator allocator;
  private StateArray slots;
  private int capacity;

  HashSlots(BufferAllocator allocator) {
    this.allocator = allocator;
    this.slots = new StateArray(allocator);
  }

  MemorySegment segment() {
    return slots.segment();
  }

  /// Capacity - 1: selects a slot from a hash, and the group's number + 1 from a slot.
  int mask() {
    return capacity - 1;
  }

  /// Whether there is room for another group.
  boolean hasRoom(int groups) {
    return groups < capacity >>> 1;
  }

  /// Frees all slots and doubles their number; the caller puts the groups in again.
  void enlarge() {
    if (capacity == MAX_CAPACITY) {
      throw new IllegalStateException("more than " + (MAX_CAPACITY >>> 1) + " groups in one table");
    }
    int larger = capacity == 0 ? FIRST_CAPACITY : capacity << 1;
    slots.close();
    slots = new StateArray(allocator);
    slots.reserve((long) larger << 2);
    capacity = larger;
  }

  /// Puts a group that is not there yet into the first free slot.
  void put(long hash, int group) {
    var memory = slots.segment();
    int mask = capacity - 1;
    int slot = (int) hash & mask;
    while (memory.get(INT, (long) slot << 2) != 0) {
      slot = slot + 1 & mask;
    }
    memory.set(INT, (long) slot << 2, salt(hash, mask) | group + 1);
  }

  /// The part of a slot that comes from the hash.
  static int salt(long hash, int mask) {
    return (int) (hash >>> 32) & ~mask;
  }

  void clear() {
    slots.zero((long) capacity << 2);
  }

  long sizeInBytes() {
    return slots.sizeInBytes();
  }

  @Override
  public void close() {
    slots.close();
    capacity = 0;
  }
}
