package dev.mutirao.executor.aggregate;

import java.util.Arrays;

/// The different hashes among those given. Told all hashes of one partition, it says how many keys
/// that partition has, and by that about how many all have. Used by one thread.
final class KeySample {
  private static final int FIRST_CAPACITY = 1 << 8;

  /// Open addressing; 0 is a free slot.
  private long[] slots = new long[FIRST_CAPACITY];

  private int size;

  void add(long hash) {
    long wanted = hash == 0 ? 1 : hash;
    if (place(wanted) && 2 * ++size > slots.length) {
      var before = slots;
      slots = new long[2 * before.length];
      Arrays.stream(before).filter(each -> each != 0).forEach(this::place);
    }
  }

  int size() {
    return size;
  }

  /// Whether it was not there.
  private boolean place(long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return false;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = hash;
    return true;
  }
}
