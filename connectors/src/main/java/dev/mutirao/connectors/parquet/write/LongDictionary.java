package dev.mutirao.connectors.parquet.write;

import java.util.Arrays;

/// Numbers the distinct values of a chunk in the order in which they come.
final class LongDictionary {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] entries = new long[64];
  private int[] slots = new int[256]; // number of an entry plus one, 0 where free
  private int size;

  /// Gives every value its number, or gives up (false) when `most` do not suffice, or when the
  /// first `sample` show that a dictionary would not pay.
  boolean number(long[] values, int count, int[] numbers, int most, int sample) {
    clear();
    for (int i = 0; i < count; i++) {
      if (i == sample && size > sample / 2) {
        return false;
      }
      int number = numberOf(values[i]);
      if (number >= most) {
        return false;
      }
      numbers[i] = number;
    }
    return true;
  }

  private int numberOf(long value) {
    int mask = slots.length - 1;
    int slot = (int) (value * MULTIPLIER >>> 32) & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (entries[number] == value) {
        return number;
      }
      slot = slot + 1 & mask;
    }
    return add(value, slot);
  }

  private int add(long value, int slot) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size] = value;
    slots[slot] = ++size;
    if (4 * size > 3 * slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[4 * slots.length];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = (int) (entries[number] * MULTIPLIER >>> 32) & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = number + 1;
    }
  }

  private void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }

  int size() {
    return size;
  }

  long entry(int number) {
    return entries[number];
  }
}
